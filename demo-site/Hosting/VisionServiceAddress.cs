namespace DemoSite.Hosting;

/// <summary>Where the local vision service listens: on this machine only.</summary>
internal sealed class VisionServiceAddress(IConfiguration configuration)
{
    /// <summary>The port when nothing else is configured.</summary>
    public const int DefaultPort = 5171;

    /// <summary>Configuration key of the port; 0 lets the service choose one.</summary>
    public const string PortKey = "VisionService:Port";

    private int _port = configuration.GetValue(PortKey, DefaultPort);

    /// <summary>The port asked for, and after its start the port it has.</summary>
    public int Port
    {
        get => Volatile.Read(ref _port);
        set => Volatile.Write(ref _port, value);
    }

    /// <summary>What to tell where another program listens there: AutoTag must not send its pictures to that one.</summary>
    public string IsTakenMessage =>
        $"The vision service's port {Port} is taken by another program, to which AutoTag would send its pictures. Choose another port, "
        + $"for both of them: --{PortKey} {Port + 10} --AutoTag:Connections:local:Endpoint http://127.0.0.1:{Port + 10}";

    /// <summary>The address as it is now.</summary>
    public Uri Current => new($"http://127.0.0.1:{Port}");
}
