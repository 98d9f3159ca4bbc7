using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Corridor;

namespace Umbraco.AutoTag.Api.Suggestions;

/// <summary>Reads a verdict by its name only: a number out of range must not become somebody's "no".</summary>
internal sealed class VerdictByName() : JsonStringEnumConverter<ReviewVerdict>(namingPolicy: null, allowIntegerValues: false);
