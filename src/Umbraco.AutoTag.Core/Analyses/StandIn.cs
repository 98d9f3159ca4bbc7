using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Analyses;

/// <summary>For whom an analysis stands in.</summary>
/// <param name="Connection">Alias of the connection that the step names, and that did not answer.</param>
/// <param name="Because">How it failed.</param>
public sealed record StandIn(string Connection, FailureKind Because);
