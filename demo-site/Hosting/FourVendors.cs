namespace DemoSite.Hosting;

/// <summary>A profile in which the local vision service answers in the forms of four vendors, with fallbacks and escalation.</summary>
internal static class FourVendors
{
    /// <summary>Configuration key that switches it on.</summary>
    public const string Key = "four-vendors";

    private const string Settings = "appsettings.four-vendors.json";
    private static readonly string[] Connections = ["local", "google", "azure", "describer"];

    /// <summary>Adds the profile where it is asked for. What stands on the command line wins over it, as it does over every file.</summary>
    public static void AddFourVendors(this WebApplicationBuilder builder, string[] args)
    {
        if (!builder.Configuration.GetValue<bool>(Key))
        {
            return;
        }

        string service = new VisionServiceAddress(builder.Configuration).Current.ToString().TrimEnd('/');
        builder.Configuration
            .AddJsonFile(Settings, optional: false, reloadOnChange: true)
            .AddInMemoryCollection(Connections.Select(alias => KeyValuePair.Create<string, string?>($"AutoTag:Connections:{alias}:Endpoint", service)))
            .AddCommandLine(args);
    }
}
