using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Subresources;

/// <summary>Reads and checks a meta/v1 DeleteOptions body.</summary>
internal static class DeleteBody
{
    private static readonly GroupVersionKind Kind = new("meta.k8s.io", "v1", "DeleteOptions");

    /// <summary>The checked request; 422 if options contradict each other.</summary>
    public static DeleteRequest Read(JsonObject? options)
    {
        if (options is null)
        {
            return DeleteRequest.Default;
        }

        var policy = options.Text("propagationPolicy");
        var orphan = options.Boolean("orphanDependents");
        List<StatusCause> causes = [];
        if (policy.Length > 0 && orphan is not null)
        {
            causes.Add(new StatusCause("FieldValueInvalid", $"Invalid value: \"{policy}\": orphanDependents and deletionPropagation cannot be both set", "propagationPolicy"));
        }

        if (policy is not ("" or "Foreground" or "Background" or "Orphan"))
        {
            causes.Add(new StatusCause("FieldValueNotSupported", $"Unsupported value: \"{policy}\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"", "propagationPolicy"));
        }

        var dryRun = options.Texts("dryRun").ToList();
        if (dryRun.Exists(value => value != "All"))
        {
            causes.Add(new StatusCause("FieldValueNotSupported", $"Unsupported value: [{string.Join(',', dryRun.Select(GoText.Quote))}]: supported values: \"All\"", "dryRun"));
        }

        if (causes.Count > 0)
        {
            throw ApiErrors.Invalid(Kind, "", causes);
        }

        var preconditions = options.Object("preconditions");
        return new DeleteRequest
        {
            Propagation = policy.Length == 0 ? null : Enum.Parse<PropagationPolicy>(policy),
            OrphanDependents = orphan,
            GracePeriodSeconds = options.Integer("gracePeriodSeconds"),
            Uid = preconditions.Text("uid") is { Length: > 0 } uid ? uid : null,
            ResourceVersion = preconditions.Text("resourceVersion") is { Length: > 0 } version ? version : null,
            DryRun = dryRun.Count > 0,
        };
    }
}
