using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Exports;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>Writes what a run changed, line by line, while it is read: a million lines take no more memory than a page of them.</summary>
internal sealed class RunExport(IRunWrites writes, IEntityService entities)
{
    private const int PageSize = 500;

    public ActionResult Of(Run run, PathScope scope, ExportFormat format)
    {
        IAsyncEnumerable<WrittenField> fields = FieldsAsync(run, scope);
        string name = $"autotag-run-{run.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture)}";
        return format == ExportFormat.Csv
            ? new CsvResult(name + ".csv", Rows(fields))
            : new LinesResult(JsonLines(fields), LinesResult.JsonLines, name + ".jsonl");
    }

    private async IAsyncEnumerable<WrittenField> FieldsAsync(Run run, PathScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        FieldWrite? last = null;
        IReadOnlyList<FieldWrite> page;
        do
        {
            page = await writes.PageAsync(run.Id, scope, last, PageSize, cancellationToken);
            IReadOnlyDictionary<Guid, string?> names = NamesOf(page);
            foreach (FieldWrite write in page)
            {
                yield return WrittenField.Of(write, names.GetValueOrDefault(write.MediaKey));
                last = write;
            }
        }
        while (page.Count == PageSize);
    }

    // Without keys, Umbraco gives everything.
    private Dictionary<Guid, string?> NamesOf(IReadOnlyList<FieldWrite> page) => page.Count == 0
        ? []
        : entities.GetAll(UmbracoObjectTypes.Media, [.. page.Select(write => write.MediaKey).Distinct()]).ToDictionary(media => media.Key, media => media.Name);

    private static async IAsyncEnumerable<IReadOnlyList<string>> Rows(IAsyncEnumerable<WrittenField> fields, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return ["mediaKey", "name", "field", "language", "before", "after", "revision", "writtenAt"];
        await foreach (WrittenField field in fields.WithCancellation(cancellationToken))
        {
            yield return
            [
                field.MediaKey.ToString(), field.Name ?? string.Empty, field.Field.ToString(), field.Language, Words(field.Before), Words(field.After),
                field.Revision ?? string.Empty, field.WrittenAt.ToString("O", CultureInfo.InvariantCulture),
            ];
        }
    }

    private static async IAsyncEnumerable<string> JsonLines(IAsyncEnumerable<WrittenField> fields, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (WrittenField field in fields.WithCancellation(cancellationToken))
        {
            yield return JsonSerializer.Serialize(field, ExportJson.Default.WrittenField) + "\n";
        }
    }

    private static string Words(IReadOnlyList<string> parts) => string.Join("; ", parts);
}

/// <summary>How a file of rows is written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExportFormat>))]
public enum ExportFormat
{
    /// <summary>Comma-separated values, for spreadsheets; keywords are joined by semicolons.</summary>
    Csv,

    /// <summary>One JSON object on each line, for programs.</summary>
    JsonLines,
}

/// <summary>A field that a run wrote.</summary>
/// <param name="MediaKey">The media item.</param>
/// <param name="Name">Its name; null where it is gone.</param>
/// <param name="Field">Which field.</param>
/// <param name="Language">Its language.</param>
/// <param name="Before">What it held; a text is one part, and empty is none.</param>
/// <param name="After">What was written.</param>
/// <param name="Revision">The revision it was decided under.</param>
/// <param name="WrittenAt">When.</param>
internal sealed record WrittenField(
    Guid MediaKey, string? Name, Field Field, string Language, IReadOnlyList<string> Before, IReadOnlyList<string> After, string? Revision, DateTimeOffset WrittenAt)
{
    public static WrittenField Of(FieldWrite write, string? name) => new(
        write.MediaKey, name, write.Field.Field, write.Field.Language, write.Before.Parts, write.After.Parts, write.RevisionId, write.WrittenAt);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WrittenField))]
internal sealed partial class ExportJson : JsonSerializerContext;
