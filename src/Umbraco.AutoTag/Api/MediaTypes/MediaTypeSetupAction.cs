using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.PropertyEditors;
using Umbraco.Cms.Core.Serialization;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Services.OperationStatus;
using Umbraco.Cms.Core.Strings;

namespace Umbraco.AutoTag.Api.MediaTypes;

/// <summary>
/// Adds the missing properties to a media type, because an admin pressed the button. Nothing else changes a site's schema: it usually belongs to
/// uSync or Deploy, and the change refreshes the caches of every media item of that type.
/// </summary>
internal sealed class MediaTypeSetupAction(
    MediaTypeMapping mapping,
    IMediaTypeService types,
    IDataTypeService dataTypes,
    PropertyEditorCollection editors,
    IConfigurationEditorJsonSerializer serializer,
    IShortStringHelper strings,
    WorkSignal signal)
{
    /// <summary>The group that the properties go into.</summary>
    public const string GroupName = "AutoTag";

    private const string GroupAlias = "autotag";

    // The same on every site, so that a data type that was moved by uSync or Deploy is found again.
    private static readonly Guid s_keywordsDataType = new("b6f1f0a5-5c0e-4b6e-9f0a-7d2b3c9d4e10");

    // Two who press at once would both add the same property.
    private static readonly SemaphoreSlim s_oneAtATime = new(1);

    /// <summary>
    /// Adds what is missing, and lets what is known already about the images find its place; null where all went well, else what is in the way.
    /// </summary>
    public async Task<string?> RunAsync(MediaTypeSetup setup, Guid userKey)
    {
        await s_oneAtATime.WaitAsync();
        try
        {
            return After(setup) is { Ready: false } now ? await AddAsync(now, userKey) : null;
        }
        finally
        {
            s_oneAtATime.Release();
        }
    }

    /// <summary>The mapping as it is now.</summary>
    public MediaTypeSetup After(MediaTypeSetup before) => mapping.Find(before.Alias) ?? before;

    private async Task<string?> AddAsync(MediaTypeSetup setup, Guid userKey)
    {
        IMediaType type = types.Get(setup.Alias)!;
        foreach (PropertyPlan plan in setup.Fields.Select(field => field.WillAdd).OfType<PropertyPlan>())
        {
            if (type.CompositionPropertyTypes.Any(property => property.Alias.Equals(plan.Alias, StringComparison.OrdinalIgnoreCase)))
            {
                return $"The property '{plan.Alias}' is there already, but its editor cannot hold this field: {plan.Editor} is needed. Change the property, or name another one in AutoTag:Fields.";
            }

            if (await DataTypeForAsync(plan.Editor, userKey) is not { } dataType)
            {
                return $"The site has no data type of the editor {plan.Editor}. Add one, then try again.";
            }

            type.AddPropertyType(new PropertyType(strings, dataType, plan.Alias) { Name = plan.Name }, GroupAlias, GroupName);
        }

        Attempt<ContentTypeOperationStatus> saved = await types.UpdateAsync(type, userKey);
        if (!saved.Success)
        {
            return $"Umbraco refused the change: {saved.Result}.";
        }

        signal.LookAtEverything();
        return null;
    }

    private async Task<IDataType?> DataTypeForAsync(string editor, Guid userKey) => editor switch
    {
        Constants.PropertyEditors.Aliases.Tags => await KeywordsDataTypeAsync(userKey),
        Constants.PropertyEditors.Aliases.TextArea => await StockDataTypeAsync(Constants.DataTypes.Guids.TextareaGuid, editor),
        _ => await StockDataTypeAsync(Constants.DataTypes.Guids.TextstringGuid, editor),
    };

    // A site may have deleted the stock one.
    private async Task<IDataType?> StockDataTypeAsync(Guid key, string editor) =>
        await dataTypes.GetAsync(key) is { } stock && stock.EditorAlias == editor
            ? stock
            : (await dataTypes.GetByEditorAliasAsync(editor)).FirstOrDefault();

    // In a tag group of its own: the site's other tags and the images' keywords are not offered for each other.
    private async Task<IDataType?> KeywordsDataTypeAsync(Guid userKey)
    {
        if (await dataTypes.GetAsync(s_keywordsDataType) is { } known)
        {
            return known;
        }

        if (!editors.TryGet(Constants.PropertyEditors.Aliases.Tags, out IDataEditor? editor))
        {
            return null;
        }

        var dataType = new DataType(editor, serializer)
        {
            Key = s_keywordsDataType,
            Name = "AutoTag keywords",
            EditorUiAlias = "Umb.PropertyEditorUi.Tags",
            DatabaseType = ValueStorageType.Ntext,
            ConfigurationData = new Dictionary<string, object> { ["group"] = GroupAlias, ["storageType"] = "Json" },
        };
        Attempt<IDataType, DataTypeOperationStatus> created = await dataTypes.CreateAsync(dataType, userKey);
        return created.Success ? created.Result : null;
    }
}
