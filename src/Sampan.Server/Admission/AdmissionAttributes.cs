using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Auditing;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission;

/// <summary>One write as admission sees it (apiserver/pkg/admission Attributes).</summary>
internal sealed record AdmissionAttributes
{
    public required AdmissionOperation Operation { get; init; }

    /// <summary>The resource addressed, in the version that the client uses.</summary>
    public required ServedResource Resource { get; init; }

    /// <summary>The subresource addressed, empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Namespace and name; no name while one is still to be generated.</summary>
    public required NamespacedName Name { get; init; }

    /// <summary>The object as it shall be, null for a deletion. Mutating plugins edit it in place; validating ones leave it alone.</summary>
    public JsonObject? Object { get; init; }

    /// <summary>The object as it is, null for a creation. Never changed.</summary>
    public JsonObject? OldObject { get => field ??= Deleted?.ToDraft(); init; }

    /// <summary>The object that is deleted, which is <see cref="OldObject"/> then: read only if a plugin wants to see it.</summary>
    public KubernetesObject? Deleted { get; init; }

    public required UserInfo User { get; init; }

    /// <summary>Where plugins note facts for the audit, or null if nothing is told of the request.</summary>
    public AuditTrail? Audit { get; init; }

    public bool DryRun { get; init; }

    /// <summary>The options of the operation, fresh at each call; null where it has none.</summary>
    public Func<JsonObject?> Options { get; init; } = static () => null;

    /// <summary>The namespace in which it happens; a namespace itself is in its own.</summary>
    public string Namespace => Resource.Type == WellKnownTypes.Namespaces ? Name.Name : Name.Namespace;

    /// <summary>What the client is told beside the answer; plugins add to it.</summary>
    public required List<string> Warnings { get; init; }

    /// <summary>What mutating plugins must see once more.</summary>
    public Reinvocation Reinvocation { get; } = new();

    /// <summary>Whether the write makes a new object of a type.</summary>
    public bool IsCreateOf(ResourceType type) => Operation == AdmissionOperation.Create && Subresource.Length == 0 && Resource.Type == type;

    /// <summary>Whether the write replaces an object of a type.</summary>
    public bool IsUpdateOf(ResourceType type) => Operation == AdmissionOperation.Update && Subresource.Length == 0 && Resource.Type == type;

    /// <summary>Gives the object other content, which is used up.</summary>
    public void Replace(JsonObject changed)
    {
        var members = changed.ToList();
        changed.Clear();
        Object!.Clear();
        foreach (var (name, value) in members)
        {
            Object[name] = value;
        }
    }

    /// <summary>The kind of <see cref="Object"/> and <see cref="OldObject"/>: the subresource's, where it has one of its own.</summary>
    public GroupVersionKind Kind =>
        Subresource.Length > 0 && Resource.Description.Subresource(Subresource) is { } subresource ? subresource.Kind : Resource.Type.GroupVersionKind;
}
