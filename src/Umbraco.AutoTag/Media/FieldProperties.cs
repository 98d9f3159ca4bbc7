using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Values;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;

namespace Umbraco.AutoTag.Media;

/// <summary>
/// Which property of a media type holds which field. A configured alias is taken at its word; else a well-known alias is recognised. A property
/// whose editor cannot hold the field's value is not taken, whatever it is called. The first language of a field has the plain alias, each other one the
/// same alias with the language behind it: <c>altText_da</c>, or <c>altTextDa</c> where that is there.
/// </summary>
internal sealed class FieldProperties(IOptionsMonitor<AutoTagOptions> options, IProfiles profiles)
{
    private static readonly Dictionary<Field, string[]> s_known = new()
    {
        [Field.AltText] = ["altText", "alternativeText", "alt", "altTag", "imageAlt"],
        [Field.Title] = ["title", "imageTitle", "headline"],
        [Field.Description] = ["description", "imageDescription"],
        [Field.Keywords] = ["keywords", "tags", "imageTags"],
    };

    private static readonly string[] s_textEditors = [Constants.PropertyEditors.Aliases.TextBox, Constants.PropertyEditors.Aliases.TextArea];

    /// <summary>Every field in every language that it is wanted in.</summary>
    public IEnumerable<FieldKey> Wanted =>
        Enum.GetValues<Field>().SelectMany(wanted => profiles.Default.LanguagesOf(wanted).Select(language => new FieldKey(wanted, language)));

    /// <summary>The alias that a field's property gets where AutoTag adds one.</summary>
    public string AliasToAdd(FieldKey key) => (Configured(key.Field) ?? s_known[key.Field][0]) + (IsFirst(key) ? string.Empty : $"_{key.Language}");

    /// <summary>The field in the language that fills its usual property.</summary>
    public FieldKey First(Field field) => new(field, profiles.Default.LanguagesOf(field)[0]);

    /// <summary>True for the language that fills the field's usual property.</summary>
    public bool IsFirst(FieldKey key) => First(key.Field) == key;

    /// <summary>True where the site names the alias itself.</summary>
    public bool IsConfigured(Field field) => Configured(field) is not null;

    /// <summary>The property of this type that holds the field; null where there is none.</summary>
    public IPropertyType? Find(FieldKey key, IEnumerable<IPropertyType> properties)
    {
        string[] aliases = Configured(key.Field) is { } alias ? [alias] : s_known[key.Field];
        string[] endings = IsFirst(key) ? [string.Empty] : [$"_{key.Language}", key.Language];
        return aliases
            .SelectMany(wanted => endings.Select(ending => wanted + ending))
            .Select(wanted => properties.FirstOrDefault(property => property.Alias.Equals(wanted, StringComparison.OrdinalIgnoreCase) && CanHold(key.Field, property)))
            .FirstOrDefault(property => property is not null);
    }

    // A text box stores 512 characters, a description may be twice as long: SQL Server would refuse the save.
    private static bool CanHold(Field field, IPropertyType property) => field switch
    {
        Field.Keywords => property.PropertyEditorAlias == Constants.PropertyEditors.Aliases.Tags,
        Field.Description => property.PropertyEditorAlias == Constants.PropertyEditors.Aliases.TextArea,
        _ => s_textEditors.Contains(property.PropertyEditorAlias),
    };

    private string? Configured(Field field)
    {
        FieldOptions fields = options.CurrentValue.Fields;
        string? alias = field switch
        {
            Field.AltText => fields.AltText,
            Field.Title => fields.Title,
            Field.Description => fields.Description,
            _ => fields.Keywords,
        };
        return string.IsNullOrWhiteSpace(alias) ? null : alias.Trim();
    }
}
