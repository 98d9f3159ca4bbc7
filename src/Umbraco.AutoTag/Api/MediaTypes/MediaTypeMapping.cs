using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Media;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.MediaTypes;

/// <summary>Which properties hold which fields, and what is missing. Looks only; adding is <see cref="MediaTypeSetupAction"/>.</summary>
internal sealed class MediaTypeMapping(IMediaTypeService types, FieldProperties properties, IOptionsMonitor<AutoTagOptions> options)
{
    /// <summary>The media types that exist of those AutoTag looks at.</summary>
    public IReadOnlyList<MediaTypeSetup> All() => [.. options.CurrentValue.HandledMediaTypes.Select(Find).OfType<MediaTypeSetup>()];

    /// <summary>One of them; null where it does not exist or is none of AutoTag's.</summary>
    public MediaTypeSetup? Find(string alias) =>
        options.CurrentValue.HandledMediaTypes.Contains(alias) && types.Get(alias) is { } type ? MappingOf(type) : null;

    private MediaTypeSetup MappingOf(IMediaType type)
    {
        FieldMapping[] fields = [.. properties.Wanted.Select(key => MappingOf(key, type)).Where(IsWanted)];
        return new MediaTypeSetup(type.Key, type.Alias, type.Name ?? type.Alias, fields.All(field => field.Status != MappingStatus.Missing), fields);
    }

    // A description is for sites that have a property for it or ask for one; the others are what AutoTag is for.
    private bool IsWanted(FieldMapping mapping) =>
        mapping.Field != Field.Description || mapping.Status != MappingStatus.Missing || properties.IsConfigured(Field.Description);

    private FieldMapping MappingOf(FieldKey key, IMediaType type)
    {
        (Field field, string language) = key;
        if (properties.Find(key, type.CompositionPropertyTypes) is not { } property)
        {
            return new FieldMapping(field, language, MappingStatus.Missing, null, null, PlanFor(key));
        }

        MappingStatus status = properties.IsConfigured(field) ? MappingStatus.Mapped : MappingStatus.Recognised;
        return new FieldMapping(field, language, status, property.Alias, property.Name, null);
    }

    private PropertyPlan PlanFor(FieldKey key)
    {
        (string name, string editor) = key.Field switch
        {
            Field.AltText => ("Alternative text", Constants.PropertyEditors.Aliases.TextArea),
            Field.Title => ("Title", Constants.PropertyEditors.Aliases.TextBox),
            Field.Description => ("Description", Constants.PropertyEditors.Aliases.TextArea),
            _ => ("Keywords", Constants.PropertyEditors.Aliases.Tags),
        };
        return new PropertyPlan(properties.AliasToAdd(key), properties.IsFirst(key) ? name : $"{name} ({key.Language})", editor, MediaTypeSetupAction.GroupName);
    }
}
