using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>Which names a system's models can have. A wrong one is found before anything is sent: most systems blame the picture for it.</summary>
/// <param name="Fits">True for a name that can be one.</param>
/// <param name="Must">How the sentence goes on: "… must be 'latest' or a date".</param>
public sealed record ModelRule(Func<string, bool> Fits, string Must)
{
    /// <summary>What is wrong with a connection's model; nothing where it is unset.</summary>
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        string.IsNullOrWhiteSpace(options.Model) || Fits(options.Model.Trim()) ? [] : [$"{ConnectionSettings.Prefix}:Model {Must}."];

    /// <summary>The model to ask: the step's, else the connection's, else the given one.</summary>
    public static string Of(Connection connection, VisionRequest request, string whenUnset)
    {
        string? model = string.IsNullOrWhiteSpace(request.Model) ? connection.Options.Model : request.Model;
        return string.IsNullOrWhiteSpace(model) ? whenUnset : model.Trim();
    }

    /// <summary>Why this model cannot be asked; null where it can. A step names models too.</summary>
    public Failure? Against(Connection connection, string model) => Fits(model) ? null : new Failure(
        FailureKind.Misconfigured,
        $"The model that connection '{connection.Alias}' or a step of the profile names {Must}. Check AutoTag:Connections:{connection.Alias}:Model and the step's Model.")
    {
        Code = "model",
        Sent = false,
    };
}
