using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.FieldOwnership;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Server.Registry;

/// <summary>Records in objects who owns which of their fields, and applies what an owner wants.</summary>
internal static class FieldManagement
{
    /// <summary>After a create: the manager owns what it gave.</summary>
    public static void OnCreate(ServedCluster cluster, ServedResource resource, JsonObject draft, WriteRequest request)
    {
        if (resource.Schema is not { } schema)
        {
            return;
        }

        // A status given at creation is nobody's, even where it is kept.
        var status = resource.HasStatus ? draft["status"] : null;
        if (status is not null)
        {
            draft["status"] = EmptyObject.StatusOf(resource);
        }

        Ownership.Update(EmptyObject.Shared(resource), draft, schema, Writer(resource, request, null, isApply: false), cluster.Now, Unowned(resource, draft));
        if (status is not null)
        {
            draft["status"] = status;
        }
    }

    /// <summary>After a change: the manager owns what it changed.</summary>
    public static void OnUpdate(ServedCluster cluster, ServedResource resource, string? subresource, JsonObject draft, JsonObject before, WriteRequest request)
    {
        if (subresource == ScaledFieldOwnership.Subresource)
        {
            ScaledFieldOwnership.Update(before, draft, resource.Scale.SpecReplicas.Split('.'), Writer(resource, request, subresource, isApply: false));
        }
        else if (resource.Schema is { } schema)
        {
            Ownership.Update(before, draft, schema, Writer(resource, request, subresource, isApply: false), cluster.Now, Unowned(resource, draft));
        }
    }

    /// <summary>Server-side apply of a scale view, as the change that <paramref name="scaled"/> makes.</summary>
    public static ObjectChange ApplyScale(ServedResource resource, ObjectChange scaled, bool isApplied, WriteRequest request) => scaled with
    {
        Apply = current =>
        {
            var draft = scaled.Apply(current);
            var applier = Writer(resource, request, ScaledFieldOwnership.Subresource, isApply: true);
            ScaledFieldOwnership.Apply(current!.ToDraft(), draft, resource.Scale.SpecReplicas.Split('.'), applier, isApplied, request.Force);
            return draft;
        },
        IsApply = true,
    };

    /// <summary>Server-side apply of a body.</summary>
    public static ObjectChange Apply(ServedCluster cluster, ServedResource resource, JsonObject applied, string? subresource, WriteRequest request)
    {
        if (resource.Schema is not { } schema)
        {
            throw PatchChange.UnsupportedType(resource);
        }

        if (applied.Metadata().ContainsKey("managedFields"))
        {
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        }

        var (apiVersion, kind) = (applied.Text("apiVersion"), applied.Text("kind"));
        if (resource.IsCustom && subresource != "scale" && (apiVersion != resource.Type.GroupVersionKind.ApiVersion || kind != resource.Type.Kind))
        {
            throw ApiException.BadRequest($"invalid object type: {(apiVersion.Contains('/', StringComparison.Ordinal) ? "" : "/")}{apiVersion}, Kind={kind}");
        }

        Check(resource, applied, schema);
        KeepWritable(resource, applied, subresource);
        var keys = subresource == PodSubresources.Resize ? OwnedFields.Of(PodSubresources.ContainerKeys(applied), schema) : FieldSet.Empty;
        return new ObjectChange(current =>
        {
            var empty = EmptyObject.Of(resource);
            CheckUid(resource, applied, current);
            var merged = ServerSideApply.Apply(current?.ToDraft() ?? empty, applied, empty, schema, Writer(resource, request, subresource, isApply: true), request.Force, cluster.Now, keys);
            return DraftDecoding.Complete(merged, resource, request);
        })
        {
            Subresource = subresource,
            IsApply = true,
            CreatesMissing = subresource is null,
        };
    }

    // The spec of a request for a certificate is given once, and is nobody's to manage.
    private static FieldSet? Unowned(ServedResource resource, JsonObject draft) => resource.Type.GroupResource == "certificatesigningrequests.certificates.k8s.io"
        ? OwnedFields.Of(new JsonObject { ["spec"] = draft["spec"]?.DeepClone() }, resource.Schema!)
        : null;

    private static void Check(ServedResource resource, JsonObject applied, IValueSchema schema)
    {
        if (AppliedObjectCheck.Errors(applied, schema) is { Count: > 0 } errors)
        {
            var kind = resource.Type.GroupVersionKind;
            var name = $"{applied.Metadata().Text("namespace")}/{applied.Metadata().Text("name")}; {(kind.Group.Length == 0 ? "/" + kind.Version : kind.ApiVersion)}, Kind={kind.Kind}";
            var text = errors.Count == 1 ? errors[0] : $"errors:\n{string.Join('\n', errors.Select(error => "  " + error))}";
            throw ApiErrors.Unexplained($"failed to create typed patch object ({name}): {text}");
        }
    }

    // What this path cannot write is not applied, and not owned.
    private static void KeepWritable(ServedResource resource, JsonObject applied, string? subresource)
    {
        if (subresource is null && resource.HasStatus)
        {
            applied.Remove("status");
        }
        else if (subresource == "status")
        {
            foreach (var name in applied.Select(member => member.Key).Where(name => name is not ("apiVersion" or "kind" or "metadata" or "status")).ToList())
            {
                applied.Remove(name);
            }
        }
        else if (subresource is PodSubresources.Resize or PodSubresources.EphemeralContainers)
        {
            PodSubresources.KeepWritable(applied, subresource);
        }
    }

    private static void CheckUid(ServedResource resource, JsonObject applied, KubernetesObject? current)
    {
        var uid = applied.Metadata().Text("uid");
        if (current is null && uid.Length > 0)
        {
            throw ApiException.Conflict(resource.Type, applied.Metadata().Text("name"), $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        }
    }

    private static ManagerEntry Writer(ServedResource resource, WriteRequest request, string? subresource, bool isApply) =>
        new(request.FieldManager, isApply, resource.Type.ApiVersion, subresource ?? "", FieldSet.Empty, "");
}
