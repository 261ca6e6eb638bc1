using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Server.Auditing;
using Sampan.Server.Authentication;

namespace Sampan.Server.Registry;

/// <summary>A checked meta/v1 DeleteOptions.</summary>
internal sealed record DeleteRequest
{
    public static readonly DeleteRequest Default = new();

    /// <summary>Who asks; null for the server itself, whose deletions are not admitted anew.</summary>
    public UserInfo? User { get; init; }

    /// <summary>Where plugins note facts for the audit, or null if nothing is told of the request.</summary>
    public AuditTrail? Audit { get; init; }

    /// <summary>Whether the deletion is one of a whole collection's, which addresses no object by name.</summary>
    public bool IsOfCollection { get; init; }

    /// <summary>What the client is told beside the answer.</summary>
    public List<string> Warnings { get; init; } = [];

    /// <summary>What becomes of dependents; null: the object's or the resource's default.</summary>
    public PropagationPolicy? Propagation { get; init; }

    /// <summary>The older way of saying that; goes before <see cref="Propagation"/>.</summary>
    public bool? OrphanDependents { get; init; }

    /// <summary>Seconds to end; null: the object's own.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>Whether the client has said what becomes of dependents.</summary>
    public bool SaysPropagation => Propagation is not null || OrphanDependents is not null;

    /// <summary>The UID that the object must have; null: any.</summary>
    public string? Uid { get; init; }

    /// <summary>The version that the object must be at; null: any.</summary>
    public string? ResourceVersion { get; init; }

    public bool DryRun { get; init; }

    /// <summary>The options as admission shows them: a meta/v1 <c>DeleteOptions</c>.</summary>
    public JsonObject Options()
    {
        var options = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "meta.k8s.io/v1" };
        if (GracePeriodSeconds is { } seconds)
        {
            options["gracePeriodSeconds"] = seconds;
        }

        if (Uid is not null || ResourceVersion is not null)
        {
            var preconditions = options.Child("preconditions");
            preconditions.SetText("uid", Uid ?? "");
            preconditions.SetText("resourceVersion", ResourceVersion ?? "");
        }

        if (OrphanDependents is { } orphan)
        {
            options["orphanDependents"] = orphan;
        }

        options.SetText("propagationPolicy", Propagation?.ToString() ?? "");
        options.SetTexts("dryRun", DryRun ? ["All"] : []);
        return options;
    }

    /// <summary>The in-process form of the same.</summary>
    public static DeleteRequest Of(DeleteOptions options, UserInfo user) => new()
    {
        User = user,
        Propagation = options.Propagation,
        GracePeriodSeconds = options.GracePeriodSeconds,
        Uid = options.Uid,
        ResourceVersion = options.ResourceVersion,
        DryRun = options.DryRun,
    };
}
