using Microsoft.Extensions.Logging;
using Sampan.Controllers;
using Sampan.Errors;
using Sampan.Fleet.Crds;
using Sampan.Fleet.Hub;
using Sampan.Kubernetes.Clusters;
using Sampan.Server.Embedded;
using Sampan.Server.Hosting;
using Sampan.Server.Storage;
using KubeconfigException = Sampan.Kubernetes.Clusters.Http.KubeconfigException;

namespace Sampan.Embedded;

/// <summary>
/// A running embedded fleet: one store, one server, one endpoint; on the hub the fleet's controllers, in each member
/// workload controllers, a scheduler and simulated nodes. Ready once <see cref="StartAsync"/> returns.
/// </summary>
internal sealed class EmbeddedFleet : IClusterDirectory, IAsyncDisposable
{
    private const string Component = "sampan";
    private readonly FleetSettings _settings;
    private readonly FleetLock _lock;
    private readonly EmbeddedServer _server;
    private readonly ServerEndpoint _endpoint;
    private readonly CancellationTokenSource _stopping = new();
    private Task _controllers = Task.CompletedTask;

    private EmbeddedFleet(FleetSettings settings, FleetLock @lock, EmbeddedServer server, ServerEndpoint endpoint)
    {
        _settings = settings;
        _lock = @lock;
        _server = server;
        _endpoint = endpoint;
    }

    /// <summary>The server's base address.</summary>
    public string Server => _endpoint.Address.ToString().TrimEnd('/');

    /// <summary>The members, in order.</summary>
    public IReadOnlyList<ICluster> Members => [.. _settings.MemberNames.Select(name => _server.Connect(name, Component))];

    /// <summary>Completes when a controller has failed for good, which it never should.</summary>
    public Task Running => _controllers;

    /// <summary>Starts a fleet on a data folder, with what the folder has of it, and waits until its nodes and members are ready.</summary>
    /// <exception cref="UserException">The folder is in use or of another version, or the port is in use.</exception>
    public static async Task<EmbeddedFleet> StartAsync(FleetSettings settings, DataFolder data, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var @lock = FleetLock.Take(data);
        EmbeddedServer? server = null;
        try
        {
            server = new EmbeddedServer(await settings.Store.OpenAsync(data, time, cancellationToken), time, settings.Credentials, settings.Store.Upkeep);
            string[] names = [FleetSettings.Hub, .. settings.MemberNames];
            foreach (var name in names)
            {
                await server.AddClusterAsync(name, cancellationToken);
            }

            Directory.CreateDirectory(data.Certificates);
            var options = settings.Endpoint with { Port = settings.Port, Authority = CertificateAuthority.KeptIn(data.Certificates, time), Time = time };
            var endpoint = await ServerEndpoint.StartAsync(server, options, cancellationToken);
            Kubeconfig.Write(settings.Kubeconfig, endpoint, names, FleetSettings.Hub);
            var fleet = new EmbeddedFleet(settings, @lock, server, endpoint);
            await fleet.BringToLifeAsync(time, logger, cancellationToken);
            var state = new FleetState(Environment.ProcessId, fleet.Server, settings.Kubeconfig, names, settings.Nodes.Sum(group => group.Count));
            state.Write(data.State);
            return fleet;
        }
        catch (Exception exception)
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }

            @lock.Dispose();
            switch (exception)
            {
                case IOException:
                    throw new UserException($"{exception.Message} Give it with --port", exception);
                case StoreVersionException:
                    throw new UserException($"{exception.Message} Give it with --data-dir", exception);
                default:
                    // As it came, for what it says of where it comes from.
                    throw;
            }
        }
    }

    /// <inheritdoc/>
    public ICluster Open(string context) => context.Length == 0 || _server.Clusters.Contains(context)
        ? _server.Connect(context.Length == 0 ? FleetSettings.Hub : context, Component)
        : throw new KubeconfigException($"the embedded fleet has no context \"{context}\"; there are {string.Join(", ", _server.Clusters)}.");

    /// <inheritdoc/>
    public ICluster? OpenMember(string member) => _settings.MemberNames.Contains(member) ? Open(member) : null;

    /// <summary>Ends controllers, then listening, then the store.</summary>
    public async ValueTask DisposeAsync()
    {
        _endpoint.AnnounceShutdown();
        await _stopping.CancelAsync();
        await _controllers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _endpoint.DisposeAsync();
        await _server.DisposeAsync();
        _lock.Dispose();
        _stopping.Dispose();
    }

    private async Task BringToLifeAsync(TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var members = _settings.MemberNames.ToDictionary(name => name, name => _server.Connect(name, Component));
        var hub = _server.Connect(FleetSettings.Hub, Component);
        var options = Completed(EmbeddedControllersOptions.Member with { Nodes = _settings.Nodes });
        var joins = _settings.Controllers.Includes(FleetControllers.Manager);
        await HubInstaller.InstallAsync(hub, cancellationToken);
        _controllers = _server.LeadAsync(RunAsync, _stopping.Token);
        await FleetReadiness.WaitAsync(members.Values, _settings.Nodes.Sum(group => group.Count), joins ? hub : null, time, cancellationToken);

        Task RunAsync(CancellationToken leading) => Task.WhenAll(
        [
            EmbeddedControllers.RunAsync(hub, Completed(EmbeddedControllersOptions.Hub), time, logger, leading),
            .. members.Values.Select(member => EmbeddedControllers.RunAsync(member, options, time, logger, leading)),
            FleetControllers.RunAsync(hub, members, FleetOptions.Default with { Controllers = _settings.Controllers }, time, logger, leading),
        ]);
    }

    /// <summary>With the chosen controllers, and what workloads need to trust the server and to be trusted by it.</summary>
    private EmbeddedControllersOptions Completed(EmbeddedControllersOptions options) =>
        options with { Controllers = _settings.Controllers, RootCertificate = _endpoint.Authority.CertificatePem, SignToken = _server.SignToken };
}
