using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission;
using Sampan.Server.Kinds;
using Sampan.Server.Storage;

namespace Sampan.Server.Registry;

/// <summary>create: from a body to a stored object.</summary>
internal sealed class ObjectCreator(ServedCluster cluster)
{
    // As apiserver: a generated name that is taken is generated anew, but not forever.
    private const int NameAttempts = 8;

    /// <summary>Creates an object of a draft, which is used up.</summary>
    public ValueTask<KubernetesObject> CreateAsync(ServedResource resource, string @namespace, JsonObject draft, WriteRequest request, CancellationToken cancellationToken) =>
        CreateAsync(resource, @namespace, draft, isApplied: false, request, cancellationToken);

    /// <summary>Creates an object of a draft; one that is applied has its owners already.</summary>
    public async ValueTask<KubernetesObject> CreateAsync(ServedResource resource, string @namespace, JsonObject draft, bool isApplied, WriteRequest request, CancellationToken cancellationToken)
    {
        if (draft.Metadata().Text("resourceVersion") is not ("" or "0"))
        {
            throw ApiErrors.Unexplained("resourceVersion should not be set on objects to be created");
        }

        draft.Metadata().Remove("resourceVersion");

        ObjectNaming.SetNamespace(draft, resource.Type, @namespace);
        var isGenerated = draft.Metadata().Text("name").Length == 0;
        var name = ObjectNaming.SetName(draft);
        var admission = Attributes(resource, @namespace, draft, isGenerated ? "" : name, request);
        ResetStatus(resource, draft);
        foreach (var field in new[] { "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink" })
        {
            draft.Metadata().Remove(field);
        }

        KindPreparation.BeforeOwnership(cluster, resource, null, draft, null);
        if (!isApplied)
        {
            FieldManagement.OnCreate(cluster, resource, draft, request);
        }

        await cluster.Admission.MutateAsync(admission, cancellationToken);
        Prepare(resource, draft);
        try
        {
            WriteRules.PrepareCreate(cluster, resource, draft, request);
            await cluster.Admission.ValidateAsync(admission with { Name = admission.Name with { Name = name } }, cancellationToken);
            return await StoreAsync(resource, draft, isGenerated ? NameAttempts : 1, request, cancellationToken);
        }
        finally
        {
            request.Reservations.ForEach(reservation => reservation.Dispose());
        }
    }

    private static AdmissionAttributes Attributes(ServedResource resource, string @namespace, JsonObject draft, string name, WriteRequest request) => new()
    {
        Operation = AdmissionOperation.Create,
        Resource = resource,
        Name = new NamespacedName(resource.Type.Namespaced ? @namespace : "", name),
        Object = draft,
        User = request.User,
        Audit = request.Audit,
        DryRun = request.DryRun,
        Options = () => request.Options("CreateOptions"),
        Warnings = request.Warnings,
    };

    private async ValueTask<KubernetesObject> StoreAsync(ServedResource resource, JsonObject draft, int attempts, WriteRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StoreAsync(resource, draft, request, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsAlreadyExists && attempt < attempts)
            {
                draft.Metadata()["name"] = ObjectNaming.Generate(draft.Metadata().Text("generateName"));
            }
        }
    }

    private void Prepare(ServedResource resource, JsonObject draft)
    {
        if (resource.CustomSchema is null)
        {
            draft["apiVersion"] = resource.Type.ApiVersion;
            draft["kind"] = resource.Type.Kind;
        }

        var metadata = draft.Metadata();
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = cluster.Now;
        if (resource.Traits.HasGeneration)
        {
            metadata["generation"] = 1;
        }
    }

    private static void ResetStatus(ServedResource resource, JsonObject draft)
    {
        if (resource.HasStatus && !resource.Traits.KeepsStatusOnCreate)
        {
            draft.Remove("status");
            if (EmptyObject.StatusOf(resource) is { } status)
            {
                draft["status"] = status;
            }
        }
    }

    private async ValueTask<KubernetesObject> StoreAsync(ServedResource resource, JsonObject draft, WriteRequest request, CancellationToken cancellationToken)
    {
        var name = new NamespacedName(draft.Metadata().Text("namespace"), draft.Metadata().Text("name"));
        var encoded = await StoredForm.EncodeAsync(cluster, resource, draft, cancellationToken);
        if (request.DryRun)
        {
            return cluster.Store.Current.Get(resource.Key(name)) is null
                ? await VersionConversion.ShowAsync(cluster, resource, KubernetesObject.FromTrusted(StoredForm.WithoutVersion(encoded)), cancellationToken)
                : throw ApiException.AlreadyExists(resource.Type, name.Name);
        }

        var write = new StoreWrite(resource.Key(name), 0, PendingValue.Of(encoded), Expires: cluster.ExpiryOf(resource));
        var result = await cluster.Store.CommitAsync(write, cancellationToken);
        if (!result.Succeeded)
        {
            throw ApiException.AlreadyExists(resource.Type, name.Name);
        }

        await AfterWrite.ChangedAsync(cluster, resource, null, result.Current!.Object, cancellationToken);
        return await VersionConversion.ShowAsync(cluster, resource, result.Current!.Object, cancellationToken);
    }
}
