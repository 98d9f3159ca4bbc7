/** The source of what the server tells open backoffices of images: Umbraco of those that were saved, AutoTag of those that something became of. */
export const mediaEvents = 'Umbraco:CMS:Media';
