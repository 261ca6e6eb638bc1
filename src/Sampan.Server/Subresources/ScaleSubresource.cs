using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Registry;

namespace Sampan.Server.Subresources;

/// <summary>The autoscaling/v1 Scale view of a workload: how many replicas it has and shall have.</summary>
internal static class ScaleSubresource
{
    /// <summary>The resource type of the view, for errors and encodings.</summary>
    public static readonly ResourceType Type = new("autoscaling", "v1", "scales", "Scale", Namespaced: true);

    /// <summary>The view of an object.</summary>
    public static JsonObject Of(ServedResource resource, KubernetesObject parent)
    {
        var paths = resource.Scale;
        var metadata = parent.Metadata;
        var scale = new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = metadata.Name,
                ["namespace"] = metadata.Namespace,
                ["uid"] = metadata.Uid,
                ["resourceVersion"] = metadata.ResourceVersion,
                ["creationTimestamp"] = metadata.CreationTimestamp is { } created ? Drafts.Time(created) : null,
            },
            ["spec"] = new JsonObject(),
            ["status"] = new JsonObject { ["replicas"] = Number(parent.Root, paths.StatusReplicas) },
        };
        if (Number(parent.Root, paths.SpecReplicas) is > 0 and var replicas)
        {
            scale.Child("spec")["replicas"] = replicas;
        }

        if (Selector(resource, parent.Root) is { Length: > 0 } selector)
        {
            scale.Child("status")["selector"] = selector;
        }

        return scale;
    }

    /// <summary>The view of an object that must have what is viewed; 500 for a custom resource without it.</summary>
    public static JsonObject Existing(ServedResource resource, KubernetesObject parent) => resource.IsCustom && Find(parent.Root, resource.Scale.SpecReplicas) is null
        ? throw new ApiException(new ApiStatus(500, StatusReasons.InternalError, $"Internal error occurred: the spec replicas field \".{resource.Scale.SpecReplicas}\" does not exist")
        {
            Details = new StatusDetails { Causes = [new StatusCause("", $"the spec replicas field \".{resource.Scale.SpecReplicas}\" does not exist", "")] },
        })
        : Of(resource, parent);

    /// <summary>The change of the parent that a patch of the view means.</summary>
    public static ObjectChange Patch(ServedResource resource, Patch patch, WriteRequest request)
    {
        if (patch.Type != PatchType.Apply)
        {
            return Change(resource, PatchChange.Applier(resource, patch), isPut: false);
        }

        var applied = PatchChange.ParseObject(patch.Body);
        var replicas = applied.Object("spec").Integer("replicas");
        var change = Change(
            resource,
            scale =>
            {
                if (replicas is not null)
                {
                    scale.Child("spec")["replicas"] = replicas;
                }

                return scale;
            },
            isPut: false);
        return FieldManagement.ApplyScale(resource, change, replicas is not null, request);
    }

    /// <summary>The change of the parent that a changed view means; <paramref name="edit"/> is from the view to the view as it shall be.</summary>
    public static ObjectChange Change(ServedResource resource, Func<JsonObject, JsonObject> edit, bool isPut) => new(current =>
    {
        var scale = edit(Of(resource, current!));
        ObjectNaming.CheckName(scale, current!.Metadata.Name);
        var replicas = scale.Object("spec").Integer("replicas") ?? 0;
        if (replicas < 0)
        {
            throw resource.IsCustom
                ? ApiErrors.Invalid(resource.Type.GroupVersionKind, current.Metadata.Name, [new StatusCause("FieldValueInvalid", $"Invalid value: {replicas}: should be a non-negative integer", "." + resource.Scale.SpecReplicas)])
                : ApiErrors.Invalid(Type.GroupVersionKind, current.Metadata.Name, [new StatusCause("FieldValueInvalid", $"Invalid value: {replicas}: must be greater than or equal to 0", "spec.replicas")]);
        }

        var draft = current.ToDraft();
        var (parent, field) = Walk(draft, resource.Scale.SpecReplicas);
        parent[field] = replicas;
        draft.Metadata().CopyFrom(scale.Metadata(), "resourceVersion");
        draft.Metadata().CopyFrom(scale.Metadata(), "uid");
        return draft;
    })
    {
        Subresource = "scale",
        IsPut = isPut,
    };

    private static (JsonObject Parent, string Field) Walk(JsonObject draft, string path)
    {
        var names = path.Split('.');
        var parent = draft;
        foreach (var name in names[..^1])
        {
            parent = parent.Child(name);
        }

        return (parent, names[^1]);
    }

    private static long Number(JsonElement root, string path) =>
        Find(root, path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;

    private static string Selector(ServedResource resource, JsonElement root)
    {
        if (Find(root, resource.Scale.Selector) is not { } selector)
        {
            return "";
        }

        return selector.ValueKind == JsonValueKind.String
            ? selector.GetString()!
            : resource.Type.Plural == "replicationcontrollers"
                ? LabelSelector.OfLabels((root.Member("spec") ?? default).StringMap("selector")).ToString()
                : LabelSelector.Of(selector).ToString();
    }

    private static JsonElement? Find(JsonElement root, string path)
    {
        JsonElement? current = root;
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            current = current?.Member(name);
        }

        return path.Length == 0 ? null : current;
    }
}
