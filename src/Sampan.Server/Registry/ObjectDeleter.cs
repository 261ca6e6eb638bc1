using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission;
using Sampan.Server.CustomResources;
using Sampan.Server.Storage;

namespace Sampan.Server.Registry;

/// <summary>delete: at once, or step by step where finalizers or a grace period are waited for.</summary>
internal sealed class ObjectDeleter(ServedCluster cluster)
{
    /// <summary>Deletes an object, or starts to.</summary>
    public async ValueTask<DeleteResult> DeleteAsync(ServedResource resource, NamespacedName name, DeleteRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            if ((await cluster.Store.LatestAsync(cancellationToken)).Get(resource.Key(name)) is not { } current)
            {
                throw ApiException.NotFound(resource.Type, name.Name);
            }

            CheckPreconditions(resource, name, current.Object, request);
            await AdmitAsync(resource, name, current, request, cancellationToken);
            WarnOfOrphans(resource, request);
            if (resource.Type == WellKnownTypes.CustomResourceDefinitions)
            {
                return await DeleteDefinitionAsync(resource, name, current, request, cancellationToken);
            }

            if (await TryDeleteAsync(resource, name, current, request, cancellationToken) is { } result)
            {
                return result;
            }
        }
    }

    private async ValueTask AdmitAsync(ServedResource resource, NamespacedName name, StoredObject current, DeleteRequest request, CancellationToken cancellationToken)
    {
        if (request.User is not { } user)
        {
            return;
        }

        await cluster.Admission.AdmitAsync(
            new AdmissionAttributes
            {
                Operation = AdmissionOperation.Delete,
                Resource = resource,
                Name = request.IsOfCollection ? name with { Name = "" } : name,
                Deleted = await VersionConversion.ShowAsync(cluster, resource, current.Object, cancellationToken),
                User = user,
                Audit = request.Audit,
                DryRun = request.DryRun,
                Options = request.Options,
                Warnings = request.Warnings,
            },
            cancellationToken);
    }

    private static void WarnOfOrphans(ServedResource resource, DeleteRequest request)
    {
        const string warning = "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning";
        if (resource.Type.GroupResource == "jobs.batch" && !request.SaysPropagation && !request.Warnings.Contains(warning))
        {
            request.Warnings.Add(warning);
        }
    }

    // A definition is marked first, with a finalizer that goes with the last of its custom resources.
    private async ValueTask<DeleteResult> DeleteDefinitionAsync(ServedResource resource, NamespacedName name, StoredObject current, DeleteRequest request, CancellationToken cancellationToken)
    {
        var draft = current.Object.ToDraft();
        if (current.Object.Metadata.DeletionTimestamp is not null)
        {
            return new DeleteResult(current.Object, IsGone: false);
        }

        var finalizers = draft.Metadata().Texts("finalizers").ToList();
        draft.Metadata().SetTexts("finalizers", [.. finalizers.Append(DefinitionPreparation.CleanupFinalizer).Distinct()]);
        MarkDeleting(draft, 0);
        DefinitionPreparation.OnDelete(cluster, draft);
        if (await MarkAsync(resource, name, current, draft, request, cancellationToken) is not { } marked)
        {
            return await DeleteAsync(resource, name, request, cancellationToken);
        }

        if (!request.DryRun)
        {
            await DefinitionCleanup.RunAsync(cluster, marked.Object, cancellationToken);
        }

        return marked;
    }

    // Null if another writer was faster.
    private async ValueTask<DeleteResult?> TryDeleteAsync(ServedResource resource, NamespacedName name, StoredObject current, DeleteRequest request, CancellationToken cancellationToken)
    {
        var shown = await VersionConversion.ShowAsync(cluster, resource, current.Object, cancellationToken);
        var draft = shown.ToDraft();
        if (resource.Type == WellKnownTypes.Namespaces)
        {
            if (shown.Metadata.DeletionTimestamp is null)
            {
                Terminate(resource, draft, request);
                return await MarkAsync(resource, name, current, draft, request, cancellationToken);
            }

            if (draft.Object("spec").Array("finalizers") is { Count: > 0 })
            {
                return new DeleteResult(shown, IsGone: false);
            }
        }

        var isPod = resource.Type == WellKnownTypes.Pods;
        if (isPod && shown.Metadata.DeletionTimestamp is not null && !Shorten(draft, request))
        {
            return new DeleteResult(shown, IsGone: false);
        }

        var finalizersChanged = DeletionRules.SetPropagationFinalizers(resource, draft, request);
        var waits = draft.Metadata().Array("finalizers") is { Count: > 0 };
        if (isPod && shown.Metadata.DeletionTimestamp is null)
        {
            MarkDeleting(draft, DeletionRules.GracePeriodOfPod(draft, request.GracePeriodSeconds));
        }
        else if (waits && shown.Metadata.DeletionTimestamp is null)
        {
            MarkDeleting(draft, 0);
        }

        if (waits || (draft.Metadata().Integer("deletionGracePeriodSeconds") ?? 0) > 0)
        {
            return !finalizersChanged && shown.Metadata.DeletionTimestamp is not null && !isPod
                ? new DeleteResult(shown, IsGone: false)
                : await MarkAsync(resource, name, current, draft, request, cancellationToken);
        }

        if (isPod && !request.DryRun)
        {
            // A pod that goes at once is marked first all the same: watchers see it terminating, then gone.
            return await RemoveMarkedAsync(resource, name, current, draft, request, cancellationToken);
        }

        return await RemoveAsync(resource, name, current, isPod ? draft : null, request, cancellationToken);
    }

    private async ValueTask<DeleteResult?> MarkAsync(ServedResource resource, NamespacedName name, StoredObject current, JsonObject draft, DeleteRequest request, CancellationToken cancellationToken)
    {
        var encoded = await StoredForm.EncodeAsync(cluster, resource, draft, cancellationToken);
        if (request.DryRun)
        {
            return new DeleteResult(await VersionConversion.ShowAsync(cluster, resource, KubernetesObject.FromTrusted(encoded), cancellationToken), IsGone: false);
        }

        var result = await cluster.Store.CommitAsync(new StoreWrite(resource.Key(name), current.ModRevision, PendingValue.Of(encoded), Expires: current.Expires), cancellationToken);
        return result.Succeeded ? new DeleteResult(await VersionConversion.ShowAsync(cluster, resource, result.Current!.Object, cancellationToken), IsGone: false) : null;
    }

    private async ValueTask<DeleteResult?> RemoveMarkedAsync(ServedResource resource, NamespacedName name, StoredObject current, JsonObject draft, DeleteRequest request, CancellationToken cancellationToken)
    {
        var encoded = await StoredForm.EncodeAsync(cluster, resource, draft, cancellationToken);
        var marked = await cluster.Store.CommitAsync(new StoreWrite(resource.Key(name), current.ModRevision, PendingValue.Of(encoded), Expires: current.Expires), cancellationToken);
        return marked.Succeeded ? await RemoveAsync(resource, name, marked.Current!, null, request, cancellationToken) : null;
    }

    private async ValueTask<DeleteResult?> RemoveAsync(ServedResource resource, NamespacedName name, StoredObject current, JsonObject? lastDraft, DeleteRequest request, CancellationToken cancellationToken)
    {
        if (request.DryRun)
        {
            var last = lastDraft is null ? current.Object : KubernetesObject.FromTrusted(await StoredForm.EncodeAsync(cluster, resource, lastDraft, cancellationToken));
            return new DeleteResult(await VersionConversion.ShowAsync(cluster, resource, last, cancellationToken), IsGone: true);
        }

        var write = new StoreWrite(resource.Key(name), current.ModRevision, PendingValue.Of(current.Object.Utf8Json), IsDelete: true);
        var result = await cluster.Store.CommitAsync(write, cancellationToken);
        if (!result.Succeeded)
        {
            return null;
        }

        await AfterWrite.DeletedAsync(cluster, resource, current.Object, cancellationToken);
        return new DeleteResult(await VersionConversion.ShowAsync(cluster, resource, result.Current!.Object, cancellationToken), IsGone: true);
    }

    private void Terminate(ServedResource resource, JsonObject draft, DeleteRequest request)
    {
        DeletionRules.SetPropagationFinalizers(resource, draft, request);
        draft.Metadata()["deletionTimestamp"] = cluster.Now;
        draft.Child("status")["phase"] = "Terminating";
    }

    private void MarkDeleting(JsonObject draft, long gracePeriod)
    {
        var metadata = draft.Metadata();
        metadata["deletionTimestamp"] = Drafts.Time(cluster.Time.GetUtcNow().AddSeconds(gracePeriod));
        metadata["deletionGracePeriodSeconds"] = gracePeriod;
        if (metadata.Integer("generation") is > 0 and var generation)
        {
            metadata["generation"] = generation + 1;
        }
    }

    // A pod that is already ending can only be hurried; false if there is nothing to change.
    private static bool Shorten(JsonObject draft, DeleteRequest request)
    {
        var metadata = draft.Metadata();
        var left = metadata.Integer("deletionGracePeriodSeconds") ?? 0;
        if (left == 0)
        {
            return true;
        }

        if (request.GracePeriodSeconds is not { } asked || asked >= left)
        {
            return false;
        }

        var period = asked < 0 ? 1 : asked;
        var due = DateTimeOffset.Parse(metadata.Text("deletionTimestamp"), System.Globalization.CultureInfo.InvariantCulture);
        metadata["deletionTimestamp"] = Drafts.Time(due.AddSeconds(period - left));
        metadata["deletionGracePeriodSeconds"] = period;
        return true;
    }

    /// <summary>409 unless the object is the one that the request means.</summary>
    public static void CheckPreconditions(ServedResource resource, NamespacedName name, KubernetesObject current, DeleteRequest request)
    {
        var metadata = current.Metadata;
        if (request.Uid is { } uid && uid != metadata.Uid)
        {
            throw resource.Type == WellKnownTypes.Namespaces
                ? ApiException.Conflict(resource.Type, name.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {metadata.Uid}")
                : ConflictOfKind(resource, name, $"the UID in the precondition ({uid}) does not match the UID in record ({metadata.Uid}). The object might have been deleted and then recreated");
        }

        if (request.ResourceVersion is { } version && version != metadata.ResourceVersion)
        {
            throw resource.Type == WellKnownTypes.Namespaces
                ? ApiException.Conflict(resource.Type, name.Name, $"Precondition failed: ResourceVersion in precondition: {version}, ResourceVersion in object meta: {metadata.ResourceVersion}")
                : ConflictOfKind(resource, name, $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({metadata.ResourceVersion}). The object might have been modified");
        }
    }

    // These conflicts name the kind where others name the resource.
    private static ApiException ConflictOfKind(ServedResource resource, NamespacedName name, string why)
    {
        var kind = resource.Type.Group.Length == 0 ? resource.Type.Kind : $"{resource.Type.Kind}.{resource.Type.Group}";
        return new ApiException(new ApiStatus(409, StatusReasons.Conflict, $"Operation cannot be fulfilled on {kind} \"{name.Name}\": {why}")
        {
            Details = new StatusDetails(name.Name, resource.Type.Group, resource.Type.Kind),
        });
    }
}
