using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>Whether a connection is still answered by the model that is meant.</summary>
/// <param name="Reported">The model that last said it answered; null where none ever said.</param>
/// <param name="ReportedAt">When that was.</param>
/// <param name="Agreement">How it fits what is asked for.</param>
/// <param name="Before">Another model that answered the same question not long ago; null where none did.</param>
/// <param name="BeforeAt">When that one last did.</param>
public sealed record ModelWatch(string? Reported, DateTimeOffset? ReportedAt, ModelAgreement Agreement, string? Before, DateTimeOffset? BeforeAt)
{
    /// <summary>So long a change is worth a warning.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromDays(30);

    // Vendors that are asked for a version take this word for whichever is theirs.
    private const string VendorsChoice = "latest";

    // What a vendor puts between a model's name and its version, size or price.
    private static readonly char[] s_beforeVersion = ['-', ':', '@', '/'];

    /// <summary>Compares what is asked for with what answered.</summary>
    /// <param name="provider">Who answered.</param>
    /// <param name="asked">The model asked for; null where none is named.</param>
    /// <param name="answered">What answered to it, the last first.</param>
    /// <param name="now">The moment.</param>
    public static ModelWatch Of(ProviderDeclaration provider, string? asked, IReadOnlyList<AnsweringModel> answered, DateTimeOffset now)
    {
        if (answered is not [{ } last, ..])
        {
            return new ModelWatch(null, null, ModelAgreement.Unknown, null, null);
        }

        AnsweringModel? before = answered.Skip(1).FirstOrDefault(model => now - model.LastAt <= Recent && !IsSameInPart(model.Name, last.Name));
        return new ModelWatch(last.Name, last.LastAt, AgreementOf(provider, asked, last.Name), before?.Name, before?.LastAt);
    }

    /// <summary>How the model that answered fits the one that was asked for.</summary>
    public static ModelAgreement AgreementOf(ProviderDeclaration provider, string? asked, string reported)
    {
        if (string.IsNullOrWhiteSpace(asked))
        {
            return ModelAgreement.Unknown;
        }

        (string question, string answer) = (NameOf(asked), NameOf(reported));
        // A pinned version may be told without the model it is of.
        return question == VendorsChoice ? ModelAgreement.Version
            : question == answer || question.EndsWith($":{answer}", StringComparison.Ordinal) ? ModelAgreement.Same
            : IsVersionOf(answer, question) || IsVersionOf(question, answer) ? ModelAgreement.Version
            : provider.ReportsAnotherName && !NamesVersion(asked, question) ? ModelAgreement.Unknown
            : ModelAgreement.Other;
    }

    /// <summary>True where one of the names is a part of the other: a version that is told one time and not the next (<c>llava@8dd30f6b0cb1</c>, <c>llava</c>), or once without its model's name.</summary>
    internal static bool IsSameInPart(string one, string other) => IsPartOf(one, other) || IsPartOf(other, one);

    private static bool IsPartOf(string part, string whole) =>
        whole.StartsWith(part + "@", StringComparison.Ordinal) || whole.EndsWith("@" + part, StringComparison.Ordinal);

    private static bool IsVersionOf(string longer, string shorter) =>
        longer.StartsWith(shorter, StringComparison.Ordinal) && longer.Length > shorter.Length && s_beforeVersion.Contains(longer[shorter.Length]);

    // As Replicate and Clarifai write a model with its version.
    private static bool NamesVersion(string asked, string name) => name.Contains(':') || asked.Contains("/versions/", StringComparison.OrdinalIgnoreCase);

    // Some vendors put their own name, or the word for what it is, before it.
    private static string NameOf(string model)
    {
        string name = model.Trim().ToLowerInvariant();
        return name[(name.LastIndexOf('/') + 1)..];
    }
}

/// <summary>How the model that answered fits the one that was asked for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelAgreement>))]
public enum ModelAgreement
{
    /// <summary>Nobody knows: none is asked for, none was reported, or this provider tells it under another name.</summary>
    Unknown,

    /// <summary>It is the one.</summary>
    Same,

    /// <summary>One of the names is the other's with a version: the vendor chose which.</summary>
    Version,

    /// <summary>It is another.</summary>
    Other,
}
