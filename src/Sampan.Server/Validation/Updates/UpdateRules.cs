using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Validation.Certificates;
using Sampan.Server.Validation.Devices;
using Sampan.Server.Validation.Statuses;
using Sampan.Server.Validation.Storage;
using Sampan.Server.Validation.Workloads;

namespace Sampan.Server.Validation.Updates;

/// <summary>What a changed object must keep in view of what it was, by kind and subresource.</summary>
internal static class UpdateRules
{
    private static readonly FrozenDictionary<string, Action<JsonObject, JsonObject, FieldErrors>> Rules = new Dictionary<string, Action<JsonObject, JsonObject, FieldErrors>>(StringComparer.Ordinal)
    {
        ["/Pod/"] = PodUpdate.Check,
        ["/Pod/status"] = PodStatusValidation.Check,
        ["/Pod/resize"] = PodResize.Check,
        ["/Pod/ephemeralcontainers"] = EphemeralContainerUpdate.Check,
        ["/Node/"] = NodeUpdate.Check,
        ["/Node/status"] = NodeUpdate.Check,
        ["/Namespace/status"] = (space, _, errors) => NamespaceValidation.CheckStatus(space, errors),
        ["/Namespace/finalize"] = (space, _, errors) => NamespaceValidation.CheckFinalizers(space, errors),
        ["/ResourceQuota/"] = QuotaValidation.CheckUpdate,
        ["/ResourceQuota/status"] = (quota, _, errors) => QuotaValidation.CheckStatus(quota, errors),
        ["/PersistentVolumeClaim/"] = ClaimUpdate.Check,
        ["/PersistentVolume/"] = VolumeUpdate.Check,
        ["apps/Deployment/"] = WorkloadUpdate.CheckSelector,
        ["apps/ReplicaSet/"] = WorkloadUpdate.CheckSelector,
        ["apps/DaemonSet/"] = WorkloadUpdate.CheckSelector,
        ["apps/StatefulSet/"] = WorkloadUpdate.CheckStatefulSet,
        ["apps/ControllerRevision/"] = RevisionValidation.CheckUpdate,
        ["batch/Job/"] = JobUpdate.Check,
        ["storage.k8s.io/CSIDriver/"] = CsiDriverValidation.CheckUpdate,
        ["storage.k8s.io/CSIStorageCapacity/"] = CapacityValidation.CheckUpdate,
        ["/Service/status"] = (service, _, errors) => BalancerStatusValidation.Check(service, errors),
        ["networking.k8s.io/Ingress/status"] = (ingress, _, errors) => BalancerStatusValidation.Check(ingress, errors),
        ["/ReplicationController/status"] = (controller, _, errors) => WorkloadStatusValidation.CheckReplicas(controller, errors),
        ["apps/Deployment/status"] = WorkloadStatusValidation.CheckDeployment,
        ["apps/ReplicaSet/status"] = (set, _, errors) => WorkloadStatusValidation.CheckReplicas(set, errors),
        ["apps/StatefulSet/status"] = WorkloadStatusValidation.CheckStatefulSet,
        ["apps/DaemonSet/status"] = WorkloadStatusValidation.CheckDaemonSet,
        ["batch/Job/status"] = JobStatusValidation.Check,
        ["autoscaling/HorizontalPodAutoscaler/status"] = (scaler, _, errors) => WorkloadStatusValidation.CheckAutoscaler(scaler, errors),
        ["policy/PodDisruptionBudget/status"] = (budget, _, errors) => WorkloadStatusValidation.CheckDisruptionBudget(budget, errors),
        ["discovery.k8s.io/EndpointSlice/"] = (slice, before, errors) => errors.Immutable("addressType", slice["addressType"], before["addressType"]),
        ["events.k8s.io/Event/"] = EventValidation.CheckUpdate,
        ["node.k8s.io/RuntimeClass/"] = ClassValidation.CheckRuntimeClassUpdate,
        ["scheduling.k8s.io/PriorityClass/"] = ClassValidation.CheckPriorityClassUpdate,
        ["rbac.authorization.k8s.io/RoleBinding/"] = RoleValidation.CheckBindingUpdate,
        ["rbac.authorization.k8s.io/ClusterRoleBinding/"] = RoleValidation.CheckBindingUpdate,
        ["certificates.k8s.io/CertificateSigningRequest/"] = CertificateRequestValidation.CheckUpdate,
        ["certificates.k8s.io/CertificateSigningRequest/approval"] = CertificateRequestValidation.CheckApproval,
        ["certificates.k8s.io/CertificateSigningRequest/status"] = CertificateRequestValidation.CheckStatus,
        ["resource.k8s.io/ResourceClaim/status"] = ClaimStatusValidation.Check,
        ["admissionregistration.k8s.io/ValidatingAdmissionPolicy/status"] = (policy, _, errors) => AdmissionPolicyValidation.ValidateStatus(policy, errors),
        ["flowcontrol.apiserver.k8s.io/FlowSchema/status"] = (schema, _, errors) => FlowValidation.ValidateStatus(schema, errors),
        ["flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration/status"] = (level, _, errors) => FlowValidation.ValidateStatus(level, errors),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rule of a kind's objects, or of one of their subresources; null where there is none.</summary>
    public static Action<JsonObject, JsonObject, FieldErrors>? Find(GroupVersionKind kind, string subresource) =>
        Rules.GetValueOrDefault($"{kind.Group}/{kind.Kind}/{subresource}");
}
