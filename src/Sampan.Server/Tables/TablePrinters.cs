using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Schemas;
using Sampan.Server.Tables.Rows;

namespace Sampan.Server.Tables;

/// <summary>The printers of the built-in resources (kubernetes/pkg/printers/internalversion).</summary>
public static class TablePrinters
{
    private static readonly ConcurrentDictionary<ResourceType, ITablePrinter> Printers = new();

    private static readonly FrozenDictionary<string, Func<JsonElement, DateTimeOffset, IReadOnlyList<JsonNode?>>> Rows = new Dictionary<string, Func<JsonElement, DateTimeOffset, IReadOnlyList<JsonNode?>>>(StringComparer.Ordinal)
    {
        ["configmaps"] = CoreRows.ConfigMap,
        ["componentstatuses"] = CoreRows.ComponentStatus,
        ["endpoints"] = EndpointsRow.Of,
        ["events"] = EventRow.Of,
        ["events.events.k8s.io"] = EventRow.Of,
        ["namespaces"] = CoreRows.Namespace,
        ["nodes"] = NodeRow.Of,
        ["persistentvolumeclaims"] = VolumeRows.Claim,
        ["persistentvolumes"] = VolumeRows.Volume,
        ["podtemplates"] = CoreRows.PodTemplate,
        ["replicationcontrollers"] = WorkloadRows.ReplicationController,
        ["resourcequotas"] = QuotaRow.Of,
        ["secrets"] = CoreRows.Secret,
        ["serviceaccounts"] = CoreRows.NameAndAge,
        ["services"] = ServiceRow.Of,
        ["apiservices.apiregistration.k8s.io"] = ApiServiceRow.Of,
        ["controllerrevisions.apps"] = WorkloadRows.ControllerRevision,
        ["daemonsets.apps"] = WorkloadRows.DaemonSet,
        ["deployments.apps"] = WorkloadRows.Deployment,
        ["replicasets.apps"] = WorkloadRows.ReplicaSet,
        ["statefulsets.apps"] = WorkloadRows.StatefulSet,
        ["horizontalpodautoscalers.autoscaling"] = AutoscalerRow.Of,
        ["cronjobs.batch"] = JobRows.CronJob,
        ["jobs.batch"] = JobRows.Job,
        ["certificatesigningrequests.certificates.k8s.io"] = CertificateRow.Of,
        ["ingressclasses.networking.k8s.io"] = NetworkRows.IngressClass,
        ["ingresses.networking.k8s.io"] = NetworkRows.Ingress,
        ["ipaddresses.networking.k8s.io"] = NetworkRows.IpAddress,
        ["networkpolicies.networking.k8s.io"] = NetworkRows.NetworkPolicy,
        ["servicecidrs.networking.k8s.io"] = NetworkRows.ServiceCidr,
        ["endpointslices.discovery.k8s.io"] = EndpointsRow.OfSlice,
        ["poddisruptionbudgets.policy"] = PolicyRows.DisruptionBudget,
        ["clusterrolebindings.rbac.authorization.k8s.io"] = RoleBindingRow.Of,
        ["rolebindings.rbac.authorization.k8s.io"] = RoleBindingRow.Of,
        ["csidrivers.storage.k8s.io"] = StorageRows.CsiDriver,
        ["csinodes.storage.k8s.io"] = StorageRows.CsiNode,
        ["storageclasses.storage.k8s.io"] = StorageRows.StorageClass,
        ["volumeattachments.storage.k8s.io"] = StorageRows.VolumeAttachment,
        ["volumeattributesclasses.storage.k8s.io"] = StorageRows.VolumeAttributesClass,
        ["mutatingadmissionpolicies.admissionregistration.k8s.io"] = AdmissionRows.Policy,
        ["validatingadmissionpolicies.admissionregistration.k8s.io"] = AdmissionRows.Policy,
        ["mutatingadmissionpolicybindings.admissionregistration.k8s.io"] = AdmissionRows.Binding,
        ["validatingadmissionpolicybindings.admissionregistration.k8s.io"] = AdmissionRows.Binding,
        ["mutatingwebhookconfigurations.admissionregistration.k8s.io"] = AdmissionRows.Webhooks,
        ["validatingwebhookconfigurations.admissionregistration.k8s.io"] = AdmissionRows.Webhooks,
        ["priorityclasses.scheduling.k8s.io"] = PolicyRows.PriorityClass,
        ["leases.coordination.k8s.io"] = CoreRows.Lease,
        ["runtimeclasses.node.k8s.io"] = CoreRows.RuntimeClass,
        ["deviceclasses.resource.k8s.io"] = CoreRows.NameAndAge,
        ["resourceclaimtemplates.resource.k8s.io"] = CoreRows.NameAndAge,
        ["resourceclaims.resource.k8s.io"] = DeviceRows.Claim,
        ["resourceslices.resource.k8s.io"] = DeviceRows.Slice,
        ["flowschemas.flowcontrol.apiserver.k8s.io"] = FlowRows.FlowSchema,
        ["prioritylevelconfigurations.flowcontrol.apiserver.k8s.io"] = FlowRows.PriorityLevel,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Name and creation time, for resources that say nothing more.</summary>
    public static ITablePrinter Fallback { get; } = new BuiltInPrinter(
        [TableColumn.ObjectName, new TableColumn("Created At", "date", "", ColumnDescriptions.Age)],
        (root, _) => new TableRow([root.Name(), root.Member("metadata")?.String("creationTimestamp")]));

    /// <summary>The printer of a built-in resource; <see cref="Fallback"/> where it has none of its own.</summary>
    public static ITablePrinter Find(ResourceType type) => Printers.GetOrAdd(type, Create);

    private static ITablePrinter Create(ResourceType type)
    {
        Func<JsonElement, DateTimeOffset, TableRow> row;
        if (type.GroupResource == "pods")
        {
            row = PodRow.Of;
        }
        else if (Rows.TryGetValue(type.GroupResource, out var cells))
        {
            row = (root, now) => new TableRow(cells(root, now));
        }
        else
        {
            return Fallback;
        }

        List<TableColumn> columns = [];
        foreach (var column in BuiltInTypes.Instance.Tables.Items($"{type.ApiVersion}/{type.Plural}"))
        {
            columns.Add(TableColumn.Of(column));
        }

        return new BuiltInPrinter(columns, row);
    }
}
