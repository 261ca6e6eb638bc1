using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Quotas;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Pods;

/// <summary>The PodResizeValidator admission plugin: what a pod's node can never give is refused before the node is asked.</summary>
internal sealed class PodResizeValidator(ServedCluster cluster) : IAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "PodResizeValidator";

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (BoundPodChange.Of(attributes, PodSubresources.Resize) is { } change)
        {
            var node = change.Node(cluster);
            if (node.Member("metadata", "labels", "kubernetes.io/os")?.GetString() is { } system and not "linux")
            {
                throw Refuse(attributes, $"pod resize is not supported on node \"{change.NodeName}\" with OS \"{system}\"", "UnsupportedPlatform");
            }

            if (Shortages(PodResources.Of(JsonElement.Parse(change.Spec.ToUtf8Bytes()), "requests"), node) is { Count: > 0 } shortages)
            {
                throw Refuse(attributes, $"node didn't have enough allocatable resources: {string.Join("; ", shortages)}", "NodeCapacity");
            }
        }

        return ValueTask.CompletedTask;
    }

    private static List<string> Shortages(Dictionary<string, Quantity> requests, JsonElement node)
    {
        List<string> shortages = [];
        foreach (var (name, count) in (ReadOnlySpan<(string, Func<Quantity, long>)>)[("cpu", amount => amount.MilliValue), ("memory", amount => amount.Value)])
        {
            var allocatable = node.Member("status", "allocatable", name) is { } amount ? Quantity.Parse(amount) : Quantity.Zero;
            if (requests.TryGetValue(name, out var requested) && requested.CompareTo(allocatable) > 0)
            {
                shortages.Add($"{name}, requested: {count(requested)}, allocatable: {count(allocatable)}");
            }
        }

        return shortages;
    }

    private static ApiException Refuse(AdmissionAttributes attributes, string why, string cause)
    {
        var status = ApiErrors.Forbidden(WellKnownTypes.Pods, attributes.Name.Name, why).Status;
        return new ApiException(status with { Details = status.Details! with { Causes = [new StatusCause(cause, "", "")] } });
    }
}
