using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Coverage;

/// <summary>An image of the library as it was last saved, whether AutoTag looks at such images or not.</summary>
/// <param name="Key">The media item.</param>
/// <param name="Path">The site's id path.</param>
/// <param name="Name">Its name in the tree.</param>
/// <param name="TypeAlias">Its media type.</param>
/// <param name="AltText">Its alternative text in the site's language; null where AutoTag does not cover it: it is left to other media types, or its type has no property for one.</param>
/// <param name="SavedAt">When it was saved: of two looks at an image the later save counts, whichever came first.</param>
public sealed record LibraryImage(Guid Key, string Path, string Name, string TypeAlias, FieldValue? AltText, DateTimeOffset SavedAt);
