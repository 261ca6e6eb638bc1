using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>The priority that a policy gives its bindings in the scheduler's queue.</summary>
internal static class SchedulePriorities
{
    /// <summary>The priority, or null where the policy sets none.</summary>
    /// <param name="schedulePriority">The policy's <c>spec.schedulePriority</c>.</param>
    /// <param name="priorityOfClass">The value of the hub's PriorityClass of that name, or null where there is none.</param>
    /// <exception cref="PolicyException">The source is not served, or the class does not exist.</exception>
    public static int? Of(JsonElement? schedulePriority, Func<string, int?> priorityOfClass)
    {
        if (schedulePriority is not { } settings)
        {
            return null;
        }

        var className = settings.StringOrEmpty("priorityClassName");
        return settings.StringOrEmpty("priorityClassSource") switch
        {
            "KubePriorityClass" => priorityOfClass(className)
                ?? throw new PolicyException($"priorityclasses.scheduling.k8s.io \"{className}\" not found"),
            ("PodPriorityClass" or "FederatedPriorityClass") and var source =>
                throw new PolicyException($"priority class source is {source}, but {source} is not supported yet"),
            _ => throw new PolicyException("unsupported priority class source"),
        };
    }
}
