using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Ledger;

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

    // What a vendor puts between a model's name and its version, size or price.
    private static readonly char[] s_beforeVersion = ['-', ':', '@', '/'];

    /// <summary>Compares what is asked for with what answered.</summary>
    /// <param name="asked">The model asked for; null where none is named.</param>
    /// <param name="answered">What answered to it, the last first.</param>
    /// <param name="now">The moment.</param>
    public static ModelWatch Of(string? asked, IReadOnlyList<AnsweringModel> answered, DateTimeOffset now)
    {
        if (answered is not [{ } last, ..])
        {
            return new ModelWatch(null, null, ModelAgreement.Unknown, null, null);
        }

        AnsweringModel? before = answered.Skip(1).FirstOrDefault(model => now - model.LastAt <= Recent);
        return new ModelWatch(last.Name, last.LastAt, AgreementOf(asked, last.Name), before?.Name, before?.LastAt);
    }

    /// <summary>How the model that answered fits the one that was asked for.</summary>
    public static ModelAgreement AgreementOf(string? asked, string reported)
    {
        if (string.IsNullOrWhiteSpace(asked))
        {
            return ModelAgreement.Unknown;
        }

        (string question, string answer) = (NameOf(asked), NameOf(reported));
        return question == answer ? ModelAgreement.Same
            : IsVersionOf(answer, question) || IsVersionOf(question, answer) ? ModelAgreement.Version
            : ModelAgreement.Other;
    }

    private static bool IsVersionOf(string longer, string shorter) =>
        longer.StartsWith(shorter, StringComparison.Ordinal) && longer.Length > shorter.Length && s_beforeVersion.Contains(longer[shorter.Length]);

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
    /// <summary>Nobody knows: none is asked for, or none was reported.</summary>
    Unknown,

    /// <summary>It is the one.</summary>
    Same,

    /// <summary>One of the names is the other's with a version: the vendor chose which.</summary>
    Version,

    /// <summary>It is another.</summary>
    Other,
}
