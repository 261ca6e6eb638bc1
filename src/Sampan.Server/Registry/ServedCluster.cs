using Sampan.Kubernetes.Identity;
using Sampan.Server.Admission;
using Sampan.Server.Aggregation;
using Sampan.Server.Authentication;
using Sampan.Server.Authorization;
using Sampan.Server.CustomResources;
using Sampan.Server.Kinds;
using Sampan.Server.Requests;
using Sampan.Server.Storage;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Registry;

/// <summary>One cluster of a server: a partition of its store, and the resources served from it.</summary>
internal sealed class ServedCluster
{
    private readonly TimeSpan _eventLifetime;
    private ResourceTable _resources;

    public ServedCluster(string name, IStore store, TimeProvider time, ServerCredentials credentials, TimeSpan eventLifetime)
    {
        Name = name;
        Store = store;
        Defined = new DefinedResources(name);
        _eventLifetime = eventLifetime;
        Time = time;
        _resources = ResourceTable.BuiltIn(name);
        Tokens = new TokenAuthenticator(
            [new FixedTokens(credentials.Tokens), .. credentials.AcceptsBootstrapTokens ? [new BootstrapTokens(this)] : (ITokenAuthenticator[])[], .. credentials.Issuers.Select(issuer => issuer.Authenticator)],
            new ServiceAccountTokens(this, credentials.Signer));
        Authorizer = new ClusterAuthorizer(this);
        Services = new ServiceAddresses(this);
        Endpoints = new ServiceEndpoints(this);
        Webhooks = new WebhookClient(Endpoints, time);
        Availability = new AvailabilityController(this);
        Admission = new AdmissionChain(this);
        Reader = new ObjectReader(this);
        Watcher = new ObjectWatcher(this);
        Creator = new ObjectCreator(this);
        Updater = new ObjectUpdater(this);
        Deleter = new ObjectDeleter(this);
    }

    /// <summary>Held while the served resources are worked out anew.</summary>
    public Lock ResourcesGate { get; } = new();

    /// <summary>What the definitions of custom resources add.</summary>
    public DefinedResources Defined { get; }

    /// <summary>The name in URLs and keys.</summary>
    public string Name { get; }

    public IStore Store { get; }

    /// <summary>What has been answered so far.</summary>
    public RequestCounts Requests { get; } = new();

    public TimeProvider Time { get; }

    /// <summary>The revision at which this server began to serve the cluster: watches from before are too old.</summary>
    public long FirstRevision { get; set; }

    /// <summary>Whether containers may ask for their node's full rights.</summary>
    public bool AllowsPrivileged { get; init; } = true;

    /// <summary>The store's revision that <see cref="Resources"/> is of.</summary>
    public long ResourcesRevision { get; private set; }

    /// <summary>What is served now. Reading it again may give another table: custom resources come and go.</summary>
    public ResourceTable Resources => Volatile.Read(ref _resources);

    public TokenAuthenticator Tokens { get; }

    public ClusterAuthorizer Authorizer { get; }

    public ServiceAddresses Services { get; }

    /// <summary>Where services can be reached.</summary>
    public IServiceResolver Endpoints { get; }

    /// <summary>Calls what clients have configured to be asked.</summary>
    public WebhookClient Webhooks { get; }

    /// <summary>What the server proves by to the servers of aggregated APIs.</summary>
    public FrontProxyIdentity FrontProxy { get; init; } = new();

    /// <summary>Asks the servers of aggregated APIs whether they answer.</summary>
    public AvailabilityController Availability { get; }

    /// <summary>What the servers of aggregated APIs serve.</summary>
    public RemoteVersions Remote { get; } = new();

    /// <summary>What every write passes.</summary>
    public AdmissionChain Admission { get; }

    public ObjectReader Reader { get; }

    public ObjectWatcher Watcher { get; }

    public ObjectCreator Creator { get; }

    public ObjectUpdater Updater { get; }

    public ObjectDeleter Deleter { get; }

    /// <summary>The current time as the API writes it.</summary>
    public string Now => Drafts.Time(Time.GetUtcNow());

    /// <summary>The resource of a type; 404 if the cluster does not serve it.</summary>
    public ServedResource Resource(ResourceType type) => Resources.Find(type) ?? throw ApiErrors.ResourceNotFound();

    /// <summary>When an object that is written now is to go by itself; null: never.</summary>
    public DateTimeOffset? ExpiryOf(ServedResource resource) => resource.Traits.IsTransient ? Time.GetUtcNow() + _eventLifetime : null;

    /// <summary>Serves the set of resources of a revision from now on. Call it under <see cref="ResourcesGate"/>.</summary>
    public void Serve(ResourceTable resources, long revision)
    {
        ResourcesRevision = revision;
        Volatile.Write(ref _resources, resources);
    }
}
