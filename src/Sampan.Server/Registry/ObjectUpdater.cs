using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission;
using Sampan.Server.Kinds;
using Sampan.Server.Storage;
using Sampan.Server.Subresources;

namespace Sampan.Server.Registry;

/// <summary>update, and what patches and subresources have in common with it: read, change, check, write if nobody else has.</summary>
internal sealed class ObjectUpdater(ServedCluster cluster)
{
    /// <summary>
    /// Changes an object. <see cref="ObjectChange.Apply"/> is called anew whenever another writer was faster, unless the
    /// changed object insists on a resource version: then that is a conflict.
    /// </summary>
    public async ValueTask<UpdateResult> UpdateAsync(ServedResource resource, NamespacedName name, ObjectChange change, WriteRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            if ((await cluster.Store.LatestAsync(cancellationToken)).Get(resource.Key(name)) is not { } current)
            {
                return await CreateAsync(resource, name, change, request, cancellationToken);
            }

            var (draft, before) = Change(resource, name, current, await VersionConversion.ShowAsync(cluster, resource, current.Object, cancellationToken), change);
            KindPreparation.BeforeOwnership(cluster, resource, change.Subresource, draft, before);
            if (change.TracksOwners)
            {
                FieldManagement.OnUpdate(cluster, resource, change.Subresource, draft, before, request);
            }

            var admission = change.IsAdmitted ? null : Attributes(resource, name, change.Subresource ?? "", draft, before, request);
            if (admission is not null)
            {
                await cluster.Admission.MutateAsync(admission, cancellationToken);
                // What admission has changed can be no more of the object than what the request could.
                SubresourceIsolation.Apply(resource, change.Subresource, draft, before);
            }

            SubresourceIsolation.CountGeneration(resource, change.Subresource, draft, before);
            try
            {
                WriteRules.PrepareUpdate(cluster, resource, change.Subresource, draft, before, request);
                if (admission is not null)
                {
                    await cluster.Admission.ValidateAsync(admission, cancellationToken);
                }

                if (await StoreAsync(resource, name, current, draft, before, request, cancellationToken) is { } stored)
                {
                    return new UpdateResult(stored, IsCreated: false);
                }
            }
            finally
            {
                request.Reservations.ForEach(reservation => reservation.Dispose());
                request.Reservations.Clear();
            }
        }
    }

    // Whoever scales shows admission the view that was changed, not its parent.
    private static AdmissionAttributes Attributes(ServedResource resource, NamespacedName name, string subresource, JsonObject draft, JsonObject before, WriteRequest request) => new()
    {
        Operation = AdmissionOperation.Update,
        Resource = resource,
        Subresource = subresource,
        Name = name,
        Object = subresource == "scale" ? ScaleSubresource.Of(resource, KubernetesObject.From(draft)) : draft,
        OldObject = subresource == "scale" ? ScaleSubresource.Of(resource, KubernetesObject.From(before)) : before,
        User = request.User,
        Audit = request.Audit,
        DryRun = request.DryRun,
        Options = () => request.Options("UpdateOptions"),
        Warnings = request.Warnings,
    };

    private async ValueTask<UpdateResult> CreateAsync(ServedResource resource, NamespacedName name, ObjectChange change, WriteRequest request, CancellationToken cancellationToken)
    {
        if (!change.CreatesMissing || change.Subresource is not null)
        {
            throw ApiException.NotFound(resource.Type, name.Name);
        }

        var draft = change.Apply(null);
        ObjectNaming.Match(draft, resource.Type, name);
        if (change.IsPut)
        {
            draft.Metadata().Remove("resourceVersion");
        }

        var created = await cluster.Creator.CreateAsync(resource, name.Namespace, draft, change.IsApply, request, cancellationToken);
        return new UpdateResult(created, IsCreated: true);
    }

    private static (JsonObject Draft, JsonObject Before) Change(ServedResource resource, NamespacedName name, StoredObject current, KubernetesObject shown, ObjectChange change)
    {
        var before = shown.ToDraft();
        var draft = change.Apply(shown);
        ObjectNaming.Match(draft, resource.Type, name);
        if (change.IsPut && draft.Metadata().Text("uid") is { Length: > 0 } uid && uid != current.Object.Metadata.Uid)
        {
            throw Precondition(resource, name, uid, current.Object.Metadata.Uid);
        }

        CheckVersion(resource, name, current, draft, change.Subresource == "scale");
        MetadataRules.KeepOnUpdate(draft, before);
        SubresourceIsolation.Apply(resource, change.Subresource, draft, before);
        return (draft, before);
    }

    private static void CheckVersion(ServedResource resource, NamespacedName name, StoredObject current, JsonObject draft, bool isScaled)
    {
        var version = draft.Metadata().Text("resourceVersion");
        if (version is "" or "0")
        {
            if (!resource.Traits.AllowsUnconditionalUpdate && !isScaled)
            {
                // This check alone names the resource where others name the kind.
                throw ApiErrors.Invalid(new GroupVersionKind(resource.Type.Group, "", resource.Type.Plural), name.Name, [new StatusCause("FieldValueInvalid", "Invalid value: 0: must be specified for an update", "metadata.resourceVersion")]);
            }

            return;
        }

        if (!ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
        {
            throw ApiErrors.Unexplained($"strconv.ParseUint: parsing \"{version}\": invalid syntax");
        }

        if (revision != (ulong)current.ModRevision)
        {
            throw ApiException.Conflict(resource.Type, name.Name);
        }
    }

    // Null if another writer was faster.
    private async ValueTask<KubernetesObject?> StoreAsync(ServedResource resource, NamespacedName name, StoredObject current, JsonObject draft, JsonObject before, WriteRequest request, CancellationToken cancellationToken)
    {
        draft.Metadata()["resourceVersion"] = current.Object.Metadata.ResourceVersion;
        if (DeletionRules.IsDueOnUpdate(resource, draft))
        {
            return await DeleteAsync(resource, name, current, draft, request, cancellationToken);
        }

        // A custom resource that is stored in a former version is brought to the present one by an update without any change.
        var isMigrated = resource.HasOtherVersions && current.Object.ApiVersion != resource.StorageType.ApiVersion;
        if (!current.IsStale && !isMigrated && JsonNode.DeepEquals(draft, before))
        {
            return await VersionConversion.ShowAsync(cluster, resource, current.Object, cancellationToken);
        }

        var encoded = await StoredForm.EncodeAsync(cluster, resource, draft, cancellationToken);
        if (request.DryRun)
        {
            return await VersionConversion.ShowAsync(cluster, resource, KubernetesObject.FromTrusted(encoded), cancellationToken);
        }

        var write = new StoreWrite(resource.Key(name), current.ModRevision, PendingValue.Of(encoded), Expires: cluster.ExpiryOf(resource));
        var result = await cluster.Store.CommitAsync(write, cancellationToken);
        if (!result.Succeeded)
        {
            return null;
        }

        await AfterWrite.ChangedAsync(cluster, resource, current.Object, result.Current!.Object, cancellationToken);
        return await VersionConversion.ShowAsync(cluster, resource, result.Current!.Object, cancellationToken);
    }

    // An update that takes away the last finalizer of an object being deleted ends it; watchers see the stored state.
    private async ValueTask<KubernetesObject?> DeleteAsync(ServedResource resource, NamespacedName name, StoredObject current, JsonObject draft, WriteRequest request, CancellationToken cancellationToken)
    {
        var last = await VersionConversion.ShowAsync(cluster, resource, KubernetesObject.FromTrusted(await StoredForm.EncodeAsync(cluster, resource, draft, cancellationToken)), cancellationToken);
        if (request.DryRun)
        {
            return last;
        }

        var write = new StoreWrite(resource.Key(name), current.ModRevision, PendingValue.Of(current.Object.Utf8Json), IsDelete: true);
        if (!(await cluster.Store.CommitAsync(write, cancellationToken)).Succeeded)
        {
            return null;
        }

        await AfterWrite.DeletedAsync(cluster, resource, current.Object, cancellationToken);
        return last;
    }

    private static ApiException Precondition(ServedResource resource, NamespacedName name, string expected, string actual)
    {
        var key = resource.Type.Namespaced ? $"{name.Namespace}/{name.Name}" : name.Name;
        var path = resource.Type.Group.Length == 0 ? resource.Type.Plural : $"{resource.Type.Group}/{resource.Type.Plural}";
        return ApiException.Conflict(
            resource.Type,
            name.Name,
            $"StorageError: invalid object, Code: 4, Key: /registry/{path}/{key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: {expected}, UID in object meta: {actual}");
    }
}
