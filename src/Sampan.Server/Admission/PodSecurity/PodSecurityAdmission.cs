using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.PodSecurity;

/// <summary>
/// The PodSecurity admission plugin: the standard that a namespace's labels enforce, and the one they warn of. Pods are
/// refused; the templates of workloads only give warnings, for their pods will be refused.
/// </summary>
internal sealed class PodSecurityAdmission(ServedCluster cluster) : IAdmissionPlugin
{
    private static readonly string[] Profiles = ["container.apparmor.security.beta.kubernetes.io/", "seccomp.security.alpha.kubernetes.io/pod", "container.seccomp.security.alpha.kubernetes.io/"];

    /// <inheritdoc/>
    public string Name => "PodSecurity";

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.Object is { } draft && attributes.Operation is AdmissionOperation.Create or AdmissionOperation.Update)
        {
            if (attributes.Resource.Type == WellKnownTypes.Pods)
            {
                JudgePod(attributes, draft);
            }
            else if (attributes.Resource.Type == WellKnownTypes.Namespaces)
            {
                JudgeNamespace(attributes, draft);
            }
            else if (attributes.Subresource.Length == 0 && Template(attributes.Resource.Type, draft) is { } template)
            {
                Note(attributes, LabelsOf(attributes.Name.Namespace), template);
            }
        }

        return ValueTask.CompletedTask;
    }

    private void JudgePod(AdmissionAttributes attributes, JsonObject pod)
    {
        if (attributes.Subresource is not ("" or "ephemeralcontainers")
            || (attributes.OldObject is { } before && attributes.Subresource.Length == 0 && !IsSignificant(before, pod)))
        {
            return;
        }

        var labels = LabelsOf(attributes.Name.Namespace);
        attributes.Audit?.Annotate("pod-security.kubernetes.io/enforce-policy", labels.Enforce.ToString());
        if (SecurityStandards.Violations(labels.Enforce, pod) is { } violations)
        {
            throw ApiErrors.Forbidden(WellKnownTypes.Pods, attributes.Name.Name, $"violates PodSecurity \"{labels.Enforce}\": {violations}");
        }

        Note(attributes, labels, pod);
    }

    // Labels that were faulty before may stay; a stricter standard tells which pods it would refuse.
    private void JudgeNamespace(AdmissionAttributes attributes, JsonObject @namespace)
    {
        var after = Labels(@namespace);
        var before = attributes.OldObject is { } old ? Labels(old) : null;
        var faults = SecurityLabels.Faults(after).Except(before is null ? [] : SecurityLabels.Faults(before)).ToList();
        if (faults.Count > 0)
        {
            throw ApiErrors.Invalid(attributes.Kind, attributes.Name.Name, [.. faults.Select(fault =>
                new StatusCause("FieldValueInvalid", $"Invalid value: \"{fault.Value}\": {fault.Reason}", $"metadata.labels[{fault.Label}]"))]);
        }

        if (before is not null && SecurityLabels.Of(after).Enforce is var enforced && enforced != SecurityLabels.Of(before).Enforce && enforced.Level >= SecurityLabels.Of(before).Enforce.Level)
        {
            attributes.Warnings.AddRange(ExistingViolations(attributes.Name.Name, enforced));
        }
    }

    private IEnumerable<string> ExistingViolations(string @namespace, LevelVersion standard)
    {
        var pods = cluster.Store.Current.List(cluster.Resource(WellKnownTypes.Pods).Collection, @namespace + "/")
            .Select(pod => (pod.Object.Metadata.Name, Reasons: SecurityStandards.Reasons(standard, pod.Object.ToDraft())))
            .Where(pod => pod.Reasons.Length > 0)
            .GroupBy(pod => pod.Reasons)
            .Select(group => $"{group.First().Name}{Others(group.Count() - 1)}: {group.Key}")
            .Order(StringComparer.Ordinal).ToList();
        return pods.Count == 0 ? [] : pods.Prepend($"existing pods in namespace \"{@namespace}\" violate the new PodSecurity enforce level \"{standard}\"");

        static string Others(int count) => count switch { 0 => "", 1 => " (and 1 other pod)", _ => $" (and {count} other pods)" };
    }

    private static Dictionary<string, string> Labels(JsonObject draft) =>
        (draft.Object("metadata").Object("labels") ?? []).ToDictionary(label => label.Key, label => label.Value?.ToString() ?? "", StringComparer.Ordinal);

    private static void Note(AdmissionAttributes attributes, SecurityLabels labels, JsonObject pod)
    {
        if (attributes.Audit is not null && SecurityStandards.Violations(labels.Audit, pod) is { } audited)
        {
            attributes.Audit.Annotate("pod-security.kubernetes.io/audit-violations", $"would violate PodSecurity \"{labels.Audit}\": {audited}");
        }

        if (SecurityStandards.Violations(labels.Warn, pod) is { } violations)
        {
            attributes.Warnings.Add($"would violate PodSecurity \"{labels.Warn}\": {violations}");
        }
    }

    private SecurityLabels LabelsOf(string @namespace) =>
        SecurityLabels.Of(cluster.Store.Current.Get(cluster.Resource(WellKnownTypes.Namespaces).Key(NamespacedName.ClusterScoped(@namespace)))?.Object.Metadata.Labels ?? new Dictionary<string, string>());

    private static JsonObject? Template(ResourceType type, JsonObject draft) => (type.Group, type.Plural) switch
    {
        ("", "replicationcontrollers") or ("apps", "deployments" or "replicasets" or "statefulsets" or "daemonsets") or ("batch", "jobs") => draft.Object("spec").Object("template"),
        ("", "podtemplates") => draft.Object("template"),
        ("batch", "cronjobs") => draft.Object("spec").Object("jobTemplate").Object("spec").Object("template"),
        _ => null,
    };

    // Of a pod little may change; what could make it worse are the profiles in its annotations, and anything but images in its spec.
    private static bool IsSignificant(JsonObject before, JsonObject after) =>
        !JsonNode.DeepEquals(WithoutImages(before), WithoutImages(after)) || !ProfilesOf(before).SequenceEqual(ProfilesOf(after));

    private static IEnumerable<(string, string?)> ProfilesOf(JsonObject pod) =>
        (pod.Object("metadata").Object("annotations") ?? []).Where(entry => Profiles.Any(prefix => entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(entry => (entry.Key, entry.Value?.ToString())).Order();

    private static JsonObject WithoutImages(JsonObject pod)
    {
        var spec = pod.Object("spec")?.DeepClone().AsObject() ?? [];
        spec.Remove("tolerations");
        spec.Remove("activeDeadlineSeconds");
        foreach (var container in ((string[])["initContainers", "containers"]).SelectMany(list => spec.Array(list) ?? []).OfType<JsonObject>())
        {
            container.Remove("image");
        }

        return spec;
    }
}
