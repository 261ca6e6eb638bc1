using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The rules that objects of the built-in kinds must keep (kubernetes/pkg/apis/*/validation), with Kubernetes' messages.</summary>
public static class BuiltInValidation
{
    private static readonly FrozenDictionary<string, Action<JsonObject, FieldErrors>> Rules = new Dictionary<string, Action<JsonObject, FieldErrors>>(StringComparer.Ordinal)
    {
        ["/Pod"] = (pod, errors) => PodValidation.ValidateSpec(pod.At("spec") ?? [], "spec", errors),
        ["/PodTemplate"] = (template, errors) => PodValidation.ValidateTemplate(template.At("template"), "template", errors),
        ["/ConfigMap"] = ConfigValidation.ValidateConfigMap,
        ["/Secret"] = ConfigValidation.ValidateSecret,
        ["/Service"] = ServiceValidation.Validate,
        ["/PersistentVolumeClaim"] = ClaimValidation.ValidateClaim,
        ["/PersistentVolume"] = ClaimValidation.ValidateVolume,
        ["/LimitRange"] = LimitRangeValidation.Validate,
        ["/ReplicationController"] = WorkloadValidation.ValidateReplicationController,
        ["apps/Deployment"] = WorkloadValidation.ValidateDeployment,
        ["apps/ReplicaSet"] = (set, errors) => WorkloadValidation.ValidateReplicas(set, "replica set", errors),
        ["apps/StatefulSet"] = (set, errors) => WorkloadValidation.ValidateReplicas(set, "statefulset", errors),
        ["apps/DaemonSet"] = WorkloadValidation.ValidateDaemonSet,
        ["batch/Job"] = JobValidation.ValidateJob,
        ["batch/CronJob"] = JobValidation.ValidateCronJob,
        ["networking.k8s.io/Ingress"] = IngressValidation.Validate,
        ["rbac.authorization.k8s.io/Role"] = (role, errors) => RoleValidation.ValidateRole(role, isNamespaced: true, errors),
        ["rbac.authorization.k8s.io/ClusterRole"] = (role, errors) => RoleValidation.ValidateRole(role, isNamespaced: false, errors),
        ["rbac.authorization.k8s.io/RoleBinding"] = (binding, errors) => RoleValidation.ValidateBinding(binding, errors, "Role", "ClusterRole"),
        ["rbac.authorization.k8s.io/ClusterRoleBinding"] = (binding, errors) => RoleValidation.ValidateBinding(binding, errors, "ClusterRole"),
        ["storage.k8s.io/StorageClass"] = ClassValidation.ValidateStorageClass,
        ["node.k8s.io/RuntimeClass"] = ClassValidation.ValidateRuntimeClass,
        ["scheduling.k8s.io/PriorityClass"] = ClassValidation.ValidatePriorityClass,
        ["admissionregistration.k8s.io/ValidatingAdmissionPolicy"] = AdmissionPolicyValidation.ValidateValidating,
        ["admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding"] = PolicyBindingValidation.ValidateValidating,
        ["admissionregistration.k8s.io/MutatingAdmissionPolicy"] = AdmissionPolicyValidation.ValidateMutating,
        ["admissionregistration.k8s.io/MutatingAdmissionPolicyBinding"] = PolicyBindingValidation.ValidateMutating,
        ["apiextensions.k8s.io/CustomResourceDefinition"] = DefinitionValidation.Validate,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong with a new object; nothing if it is valid.</summary>
    /// <param name="draft">The object, decoded and with its defaults.</param>
    /// <param name="kind">Its kind.</param>
    public static IReadOnlyList<StatusCause> ValidateCreate(JsonObject draft, GroupVersionKind kind)
    {
        var errors = new FieldErrors();
        MetadataValidation.Validate(draft, kind, errors);
        if (Rules.TryGetValue($"{kind.Group}/{kind.Kind}", out var rule))
        {
            rule(draft, errors);
        }

        return errors.Causes;
    }

    /// <summary>What is wrong with a changed object: its own faults, and fields that must not change.</summary>
    /// <param name="draft">The changed object, decoded and with its defaults.</param>
    /// <param name="before">The object as it was.</param>
    /// <param name="kind">Its kind.</param>
    public static IReadOnlyList<StatusCause> ValidateUpdate(JsonObject draft, JsonObject before, GroupVersionKind kind)
    {
        var errors = new FieldErrors();
        ImmutableFields.Check(draft, before, kind, errors);
        return [.. errors.Causes, .. ValidateCreate(draft, kind)];
    }
}
