using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;

namespace Sampan.Releases.Life;

/// <summary>Brings single objects into a cluster and out of it, by server-side apply.</summary>
internal sealed class ObjectWriter(ICluster cluster)
{
    /// <summary>Who the applied fields belong to.</summary>
    public const string FieldManager = "sampan";

    /// <summary>Applies an object and says what that changed.</summary>
    /// <exception cref="ReleaseException">Another release owns the object.</exception>
    /// <exception cref="ApiException">The cluster refused it.</exception>
    public async ValueTask<ReleaseAction> ApplyAsync(ReleaseObject wanted, string owner, CancellationToken cancellationToken)
    {
        var live = await FindAsync(wanted, cancellationToken);
        if (live is not null && ReleaseObject.OwnerOf(live) is { } other && other != owner)
        {
            throw new ReleaseException($"{wanted} belongs to release {other}. Remove it there, or rename it here");
        }

        var applied = await ApplyAsync(wanted, dryRun: false, cancellationToken);
        return live is null
            ? ReleaseAction.Created
            : live.Metadata.ResourceVersion == applied.Metadata.ResourceVersion ? ReleaseAction.Unchanged : ReleaseAction.Changed;
    }

    /// <summary>What applying would make of the object. Nothing is written.</summary>
    /// <exception cref="ApiException">The cluster would refuse it.</exception>
    public ValueTask<KubernetesObject> DryRunAsync(ReleaseObject wanted, CancellationToken cancellationToken) =>
        ApplyAsync(wanted, dryRun: true, cancellationToken);

    /// <summary>Creates an object if there is none of its name; never changes one.</summary>
    public async ValueTask<ReleaseAction> CreateIfMissingAsync(ReleaseObject wanted, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.CreateAsync(wanted.Type, wanted.Object, WriteOptions.By(FieldManager), cancellationToken);
            return ReleaseAction.Created;
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            return ReleaseAction.Unchanged;
        }
    }

    /// <summary>Deletes an object; one that is already gone is fine.</summary>
    public async ValueTask DeleteAsync(ReleaseObject unwanted, CancellationToken cancellationToken)
    {
        try
        {
            var options = new DeleteOptions { Propagation = PropagationPolicy.Background };
            await cluster.DeleteAsync(unwanted.Type, unwanted.Name, options, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
        }
    }

    /// <summary>The live object, or null.</summary>
    public async ValueTask<KubernetesObject?> FindAsync(ReleaseObject wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.GetAsync(wanted.Type, wanted.Name, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    private ValueTask<KubernetesObject> ApplyAsync(ReleaseObject wanted, bool dryRun, CancellationToken cancellationToken)
    {
        var options = new WriteOptions { FieldManager = FieldManager, Force = true, DryRun = dryRun };
        return cluster.PatchAsync(wanted.Type, wanted.Name, new Patch(PatchType.Apply, wanted.Object.Utf8Json), options, cancellationToken);
    }
}
