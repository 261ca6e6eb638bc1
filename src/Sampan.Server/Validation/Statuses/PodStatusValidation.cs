using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Statuses;

/// <summary>core/v1 Pod's status (ValidatePodStatusUpdate): the order of the checks is that of the messages.</summary>
internal static class PodStatusValidation
{
    // Conditions that had names before names had rules.
    private static readonly string[] KnownConditions = ["PodScheduled", "Ready", "Initialized"];

    public static void Check(JsonObject pod, JsonObject before, FieldErrors errors)
    {
        var (status, old) = (pod.At("status") ?? [], before.At("status") ?? []);
        ProfileAnnotations.ValidateUpdate(pod, before, errors);
        CheckConditions(status, errors);
        CheckNomination(status, old, before.At("spec").TextOf("nodeName").Length > 0, errors);
        CheckGeneration(status, "status.observedGeneration", errors);
        errors.Immutable("status.qosClass", status["qosClass"], old["qosClass"]);
        ContainerTransitions.Check(status, before, errors);
        PodClaimStatusValidation.Check(pod, errors);
        PodAddressValidation.CheckPods(status, old, errors);
        PodAddressValidation.CheckHosts(status, old, errors);
        ContainerReportValidation.Check(pod, errors);
    }

    private static void CheckConditions(JsonObject status, FieldErrors errors)
    {
        foreach (var (index, condition) in status.Each("conditions").Index())
        {
            var (type, path) = (condition.TextOf("type"), $"status.conditions[{index}]");
            CheckGeneration(condition, $"{path}.observedGeneration", errors);
            if (!KnownConditions.Contains(type))
            {
                errors.Invalid($"{path}.Type", type, LabelSyntax.KeyErrors(type));
            }
        }
    }

    private static void CheckGeneration(JsonObject owner, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(owner, "observedGeneration") is { } generation and < 0)
        {
            errors.Invalid(path, generation, "must be a non-negative integer");
        }
    }

    private static void CheckNomination(JsonObject status, JsonObject old, bool isBound, FieldErrors errors)
    {
        const string path = "status.nominatedNodeName";
        if (status.TextOf("nominatedNodeName") is not { Length: > 0 } node || node == old.TextOf("nominatedNodeName"))
        {
            return;
        }

        errors.Invalid(path, node, Names.Subdomain(node));
        if (isBound)
        {
            errors.Forbidden(path, "may not be set on pods that are already bound to a node");
        }
    }
}
