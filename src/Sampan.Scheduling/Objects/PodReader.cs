using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>Reads a Pod's JSON into a <see cref="PodInfo"/>.</summary>
internal static class PodReader
{
    public static PodInfo Read(JsonElement pod)
    {
        var metadata = ObjectMetadata.Of(pod);
        var spec = pod.Member("spec") ?? default;
        var status = pod.Member("status") ?? default;
        var affinity = spec.Member("affinity") ?? default;
        var nodeAffinity = affinity.Member("nodeAffinity") ?? default;
        var amounts = new PodRequests(pod);
        var requests = amounts.Compute(withStatus: false, withPodLevel: true, fillUnset: false);
        var filled = amounts.Compute(withStatus: true, withPodLevel: true, fillUnset: true);
        return new PodInfo
        {
            Id = new(metadata.Namespace, metadata.Name),
            Uid = metadata.Uid,
            Labels = metadata.Labels,
            Priority = (int)(spec.Integer("priority") ?? 0),
            MayPreempt = spec.String("preemptionPolicy") != "Never",
            SchedulerName = spec.String("schedulerName") is { Length: > 0 } scheduler ? scheduler : "default-scheduler",
            NodeName = spec.StringOrEmpty("nodeName"),
            NominatedNodeName = status.StringOrEmpty("nominatedNodeName"),
            SchedulingGates = [.. spec.Items("schedulingGates").Select(gate => gate.StringOrEmpty("name"))],
            CreationTime = metadata.CreationTimestamp,
            StartTime = ReadTime(status.String("startTime")),
            IsTerminating = metadata.DeletionTimestamp is not null,
            IsFinished = status.StringOrEmpty("phase") is "Succeeded" or "Failed",
            IsPreempted = status.Items("conditions").Any(IsPreemption),
            Requests = requests,
            RunningRequests = amounts.HasStatusResources ? amounts.Compute(withStatus: true, withPodLevel: true, fillUnset: false) : requests,
            RunningFilledRequests = filled,
            ScoredRequests = amounts.HasPodLevel ? amounts.Compute(withStatus: true, withPodLevel: false, fillUnset: true) : filled,
            Tolerations = [.. spec.Items("tolerations").Select(Toleration.Of)],
            NodeLabels = [.. spec.StringMap("nodeSelector")],
            NodeAffinity = NodeSelector.Of(nodeAffinity.Member("requiredDuringSchedulingIgnoredDuringExecution")),
            PreferredNodes = [.. nodeAffinity.Items("preferredDuringSchedulingIgnoredDuringExecution").Select(PreferredNodeTerm.Of)],
            Affinity = PodAffinity.Of(affinity.Member("podAffinity"), metadata.Namespace),
            AntiAffinity = PodAffinity.Of(affinity.Member("podAntiAffinity"), metadata.Namespace),
            SpreadConstraints = [.. spec.Items("topologySpreadConstraints").Select(constraint => TopologySpreadConstraint.Of(constraint, metadata.Labels))],
            HostPorts = [.. Containers(spec).SelectMany(container => container.Items("ports")).Select(HostPort.Of).OfType<HostPort>()],
            Volumes = [.. spec.Items("volumes").Select(volume => PodVolume.Of(volume, metadata.Name))],
            Images = ReadImages(spec),
            ImageContainers = spec.Items("containers").Count() + spec.Items("initContainers").Count(),
            ResourceClaims = [.. spec.Items("resourceClaims").Select(claim => PodResourceClaim.Of(claim, status))],
            Controller = metadata.Controller,
            RequiredFeatures = ReadRequiredFeatures(spec),
        };
    }

    // Sidecars run as long as the containers do; other init containers give their ports back.
    private static IEnumerable<JsonElement> Containers(JsonElement spec) =>
        spec.Items("containers").Concat(spec.Items("initContainers").Where(PodInfo.IsSidecar));

    private static ImmutableArray<string> ReadImages(JsonElement spec)
    {
        var images = spec.Items("initContainers").Concat(spec.Items("containers")).Select(container => container.StringOrEmpty("image"));
        var volumes = spec.Items("volumes").Select(volume => volume.Member("image")?.String("reference")).OfType<string>();
        return [.. images.Concat(volumes).Select(WithTag)];
    }

    private static string WithTag(string image) => image.LastIndexOf(':') <= image.LastIndexOf('/') ? image + ":latest" : image;

    // What component-helpers' nodedeclaredfeatures infers from a pod's spec in 1.36.
    private static ImmutableArray<string> ReadRequiredFeatures(JsonElement spec)
    {
        var features = ImmutableArray.CreateBuilder<string>();
        if (spec.Items("containers").Concat(spec.Items("initContainers"))
            .SelectMany(container => container.Items("restartPolicyRules"))
            .Any(rule => rule.StringOrEmpty("action") == "RestartAllContainers"))
        {
            features.Add("RestartAllContainersOnContainerExits");
        }

        if (spec.Boolean("hostNetwork") == true && spec.Boolean("hostUsers") == false)
        {
            features.Add("UserNamespacesHostNetworkSupport");
        }

        return features.ToImmutable();
    }

    private static bool IsPreemption(JsonElement condition) =>
        condition.StringOrEmpty("type") == "DisruptionTarget"
        && condition.StringOrEmpty("status") == "True"
        && condition.StringOrEmpty("reason") == "PreemptionByScheduler";

    private static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
