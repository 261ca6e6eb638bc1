using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Certificates;
using Sampan.Server.Validation.Devices;
using Sampan.Server.Validation.Pods;
using Sampan.Server.Validation.Storage;
using Sampan.Server.Validation.Updates;
using Sampan.Server.Validation.Workloads;

namespace Sampan.Server.Validation;

/// <summary>The rules that objects of the built-in kinds must keep (kubernetes/pkg/apis/*/validation), with Kubernetes' messages.</summary>
public static class BuiltInValidation
{
    private static readonly FrozenDictionary<string, Action<JsonObject, FieldErrors>> Rules = new Dictionary<string, Action<JsonObject, FieldErrors>>(StringComparer.Ordinal)
    {
        ["/Pod"] = PodValidation.ValidatePod,
        ["/PodTemplate"] = (template, errors) => PodValidation.ValidateTemplate(template.At("template"), "template", errors),
        ["/ConfigMap"] = ConfigValidation.Validate,
        ["/Secret"] = SecretValidation.Validate,
        ["/Service"] = ServiceValidation.Validate,
        ["/PersistentVolumeClaim"] = ClaimValidation.ValidateClaim,
        ["/PersistentVolume"] = PersistentVolumeValidation.Validate,
        ["/LimitRange"] = LimitRangeValidation.Validate,
        ["/ResourceQuota"] = QuotaValidation.Validate,
        ["/Node"] = NodeValidation.Validate,
        ["/Event"] = EventValidation.ValidateCore,
        ["events.k8s.io/Event"] = EventValidation.ValidateNew,
        ["/Namespace"] = NamespaceValidation.Validate,
        ["/Endpoints"] = EndpointsValidation.Validate,
        ["discovery.k8s.io/EndpointSlice"] = EndpointSliceValidation.Validate,
        ["autoscaling/HorizontalPodAutoscaler"] = AutoscalerValidation.Validate,
        ["/ReplicationController"] = ReplicationControllerValidation.Validate,
        ["apps/Deployment"] = DeploymentValidation.Validate,
        ["apps/ReplicaSet"] = ReplicaSetValidation.Validate,
        ["apps/StatefulSet"] = StatefulSetValidation.Validate,
        ["apps/DaemonSet"] = DaemonSetValidation.Validate,
        ["apps/ControllerRevision"] = RevisionValidation.Validate,
        ["batch/Job"] = JobValidation.Validate,
        ["batch/CronJob"] = CronJobValidation.Validate,
        ["networking.k8s.io/Ingress"] = IngressValidation.Validate,
        ["networking.k8s.io/NetworkPolicy"] = NetworkPolicyValidation.Validate,
        ["policy/PodDisruptionBudget"] = DisruptionBudgetValidation.Validate,
        ["networking.k8s.io/IngressClass"] = IngressValidation.ValidateClass,
        ["networking.k8s.io/ServiceCIDR"] = AddressValidation.ValidateRange,
        ["networking.k8s.io/IPAddress"] = AddressValidation.ValidateAddress,
        ["rbac.authorization.k8s.io/Role"] = (role, errors) => RoleValidation.ValidateRole(role, isNamespaced: true, errors),
        ["rbac.authorization.k8s.io/ClusterRole"] = (role, errors) => RoleValidation.ValidateRole(role, isNamespaced: false, errors),
        ["rbac.authorization.k8s.io/RoleBinding"] = (binding, errors) => RoleValidation.ValidateBinding(binding, isNamespaced: true, errors),
        ["rbac.authorization.k8s.io/ClusterRoleBinding"] = (binding, errors) => RoleValidation.ValidateBinding(binding, isNamespaced: false, errors),
        ["storage.k8s.io/StorageClass"] = StorageClassValidation.Validate,
        ["storage.k8s.io/VolumeAttachment"] = AttachmentValidation.ValidateAttachment,
        ["storage.k8s.io/CSINode"] = AttachmentValidation.ValidateNode,
        ["storage.k8s.io/CSIDriver"] = CsiDriverValidation.Validate,
        ["storage.k8s.io/CSIStorageCapacity"] = CapacityValidation.Validate,
        ["storage.k8s.io/VolumeAttributesClass"] = AttributesClassValidation.Validate,
        ["coordination.k8s.io/Lease"] = LeaseValidation.Validate,
        ["node.k8s.io/RuntimeClass"] = ClassValidation.ValidateRuntimeClass,
        ["scheduling.k8s.io/PriorityClass"] = ClassValidation.ValidatePriorityClass,
        ["admissionregistration.k8s.io/ValidatingAdmissionPolicy"] = AdmissionPolicyValidation.ValidateValidating,
        ["admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding"] = PolicyBindingValidation.ValidateValidating,
        ["admissionregistration.k8s.io/MutatingAdmissionPolicy"] = AdmissionPolicyValidation.ValidateMutating,
        ["admissionregistration.k8s.io/MutatingAdmissionPolicyBinding"] = PolicyBindingValidation.ValidateMutating,
        ["admissionregistration.k8s.io/ValidatingWebhookConfiguration"] = WebhookValidation.Validate,
        ["admissionregistration.k8s.io/MutatingWebhookConfiguration"] = WebhookValidation.Validate,
        ["certificates.k8s.io/CertificateSigningRequest"] = CertificateRequestValidation.Validate,
        ["flowcontrol.apiserver.k8s.io/FlowSchema"] = FlowValidation.ValidateSchema,
        ["flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration"] = FlowValidation.ValidateLevel,
        ["resource.k8s.io/ResourceClaim"] = DeviceClaimValidation.ValidateClaim,
        ["resource.k8s.io/ResourceClaimTemplate"] = DeviceClaimValidation.ValidateTemplate,
        ["resource.k8s.io/DeviceClass"] = DeviceClaimValidation.ValidateClass,
        ["resource.k8s.io/ResourceSlice"] = ResourceSliceValidation.Validate,
        ["apiregistration.k8s.io/APIService"] = ApiServiceValidation.Validate,
        ["apiextensions.k8s.io/CustomResourceDefinition"] = DefinitionValidation.Validate,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Kinds whose rules say when their metadata is judged.
    private static readonly FrozenSet<string> JudgeMetadata = new[] { "/Event", "events.k8s.io/Event" }.ToFrozenSet(StringComparer.Ordinal);

    // Kinds of which a changed object is judged by what has changed alone.
    private static readonly FrozenSet<string> JudgedOnce = new[] { "events.k8s.io/Event", "scheduling.k8s.io/PriorityClass" }.ToFrozenSet(StringComparer.Ordinal);

    // Kinds of which a changed object is judged as a new one, and then again as a changed one, so that each fault is told twice.
    private static readonly FrozenSet<string> JudgedTwice = new[] { "/ReplicationController", "apps/ReplicaSet", "apps/DaemonSet", "batch/Job" }.ToFrozenSet(StringComparer.Ordinal);

    // What only a new object must keep, reported first.
    private static readonly FrozenDictionary<string, Action<JsonObject, FieldErrors>> CreateRules = new Dictionary<string, Action<JsonObject, FieldErrors>>(StringComparer.Ordinal)
    {
        ["batch/Job"] = JobValidation.ValidateGeneratedSelector,
        ["apiextensions.k8s.io/CustomResourceDefinition"] = DefinitionValidation.ValidateName,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What only a new object must keep, reported last.
    private static readonly FrozenDictionary<string, Action<JsonObject, FieldErrors>> LastCreateRules = new Dictionary<string, Action<JsonObject, FieldErrors>>(StringComparer.Ordinal)
    {
        ["/Pod"] = PodValidation.ValidateNewPod,
        ["batch/Job"] = JobValidation.ValidateHosts,
        ["apps/ControllerRevision"] = RevisionValidation.ValidateData,
        ["networking.k8s.io/Ingress"] = IngressValidation.ValidateClassAnnotation,
        ["batch/CronJob"] = CronJobValidation.ValidateName,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong with a new object; nothing if it is valid.</summary>
    /// <param name="draft">The object, decoded and with its defaults.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="allowsPrivileged">Whether containers may ask for their node's full rights.</param>
    public static IReadOnlyList<StatusCause> ValidateCreate(JsonObject draft, GroupVersionKind kind, bool allowsPrivileged = true)
    {
        var errors = new FieldErrors { AllowsPrivileged = allowsPrivileged };
        if (!JudgeMetadata.Contains(Key(kind)))
        {
            MetadataValidation.Validate(draft, kind, errors);
        }

        JudgeAsNew(draft, Key(kind), errors);
        return errors.Causes;
    }

    private static void JudgeAsNew(JsonObject draft, string key, FieldErrors errors)
    {
        CreateRules.GetValueOrDefault(key)?.Invoke(draft, errors);
        Rules.GetValueOrDefault(key)?.Invoke(draft, errors);
        LastCreateRules.GetValueOrDefault(key)?.Invoke(draft, errors);
    }

    /// <summary>What is wrong with a changed object: its own faults, and fields that must not change.</summary>
    /// <param name="draft">The changed object, decoded and with its defaults.</param>
    /// <param name="before">The object as it was.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="allowsPrivileged">Whether containers may ask for their node's full rights.</param>
    public static IReadOnlyList<StatusCause> ValidateUpdate(JsonObject draft, JsonObject before, GroupVersionKind kind, bool allowsPrivileged = true)
    {
        var errors = new FieldErrors { AllowsPrivileged = allowsPrivileged, Before = before };
        MetadataValidation.Validate(draft, kind, errors);
        ImmutableFields.Check(draft, before, kind, errors);
        if (JudgedTwice.Contains(Key(kind)))
        {
            JudgeAsNew(draft, Key(kind), errors);
        }

        if (!JudgedOnce.Contains(Key(kind)))
        {
            Rules.GetValueOrDefault(Key(kind))?.Invoke(draft, errors);
        }

        UpdateRules.Find(kind, "")?.Invoke(draft, before, errors);
        return errors.Causes;
    }

    /// <summary>What is wrong with an object changed through a subresource.</summary>
    /// <param name="draft">The changed object, decoded and with its defaults.</param>
    /// <param name="before">The object as it was.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="subresource">The subresource, such as <c>status</c>.</param>
    /// <param name="allowsPrivileged">Whether containers may ask for their node's full rights.</param>
    public static IReadOnlyList<StatusCause> ValidateSubresource(JsonObject draft, JsonObject before, GroupVersionKind kind, string subresource, bool allowsPrivileged)
    {
        var errors = new FieldErrors { AllowsPrivileged = allowsPrivileged, Before = before };
        UpdateRules.Find(kind, subresource)?.Invoke(draft, before, errors);
        return errors.Causes;
    }

    private static string Key(GroupVersionKind kind) => $"{kind.Group}/{kind.Kind}";
}
