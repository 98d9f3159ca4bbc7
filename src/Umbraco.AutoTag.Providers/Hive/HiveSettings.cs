using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Hive;

/// <summary>What a connection to Hive can set.</summary>
/// <param name="MinScore"><c>MinScore</c>: classes below are left out; 0.01 where unset, because a model names all its classes for every picture.</param>
/// <param name="Classes"><c>Classes</c>: what the model's classes mean; moderation where unset.</param>
public sealed record HiveSettings(double MinScore, ClassMeaning Classes)
{
    private const double Noise = 0.01;

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (HiveSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new HiveSettings(settings.Share("MinScore") ?? Noise, settings.Classes(ClassMeaning.Moderation));
        return (read, settings.Problems);
    }
}
