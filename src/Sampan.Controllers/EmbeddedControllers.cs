using Microsoft.Extensions.Logging;
using Sampan.Controllers.Autoscaling;
using Sampan.Controllers.Disruption;
using Sampan.Controllers.Events;
using Sampan.Controllers.GarbageCollection;
using Sampan.Controllers.Metrics;
using Sampan.Controllers.Namespaces;
using Sampan.Controllers.Nodes;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Quotas;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Scheduling;
using Sampan.Controllers.Services;
using Sampan.Controllers.Volumes;
using Sampan.Controllers.Workloads.CronJobs;
using Sampan.Controllers.Workloads.DaemonSets;
using Sampan.Controllers.Workloads.Deployments;
using Sampan.Controllers.Workloads.Jobs;
using Sampan.Controllers.Workloads.ReplicaSets;
using Sampan.Controllers.Workloads.StatefulSets;
using Sampan.Kubernetes.Clusters;

namespace Sampan.Controllers;

/// <summary>What brings an embedded cluster to life: the controllers that every cluster needs, and simulated nodes for its pods.</summary>
public static class EmbeddedControllers
{
    /// <summary>
    /// The controllers that can be left to others, by the names that kube-controller-manager has for them. What simulates
    /// nodes and volumes has none: there is nobody else.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "cronjob-controller",
        "daemonset-controller",
        "deployment-controller",
        "disruption-controller",
        "endpoints-controller",
        "endpointslice-controller",
        "endpointslice-mirroring-controller",
        "ephemeral-volume-controller",
        "garbage-collector-controller",
        "horizontal-pod-autoscaler-controller",
        "job-controller",
        "kube-scheduler",
        "namespace-controller",
        "persistentvolume-binder-controller",
        "persistentvolume-protection-controller",
        "persistentvolumeclaim-protection-controller",
        "pod-garbage-collector-controller",
        "replicaset-controller",
        "replicationcontroller-controller",
        "resourcequota-controller",
        "root-ca-certificate-publisher-controller",
        "serviceaccount-controller",
        "serviceaccount-token-controller",
        "statefulset-controller",
        "taint-eviction-controller",
    ];

    /// <summary>Runs the controllers of a cluster until cancelled.</summary>
    public static async Task RunAsync(
        ICluster cluster, EmbeddedControllersOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var host = Create(cluster, options, time, logger);
        await host.RunAsync(cancellationToken);
    }

    /// <summary>The controllers of a cluster, not yet started.</summary>
    public static ControllerHost Create(ICluster cluster, EmbeddedControllersOptions options, TimeProvider time, ILogger logger) =>
        Create(new SharedInformers(cluster, time, logger), options, time, logger, []);

    /// <summary>
    /// The controllers of a cluster, not yet started, on informers that others share, together with further controllers
    /// of the caller's.
    /// </summary>
    public static ControllerHost Create(
        SharedInformers informers, EmbeddedControllersOptions options, TimeProvider time, ILogger logger, IEnumerable<IController> others)
    {
        var context = new ControllerContext(informers, new EventSink(informers.Cluster, time, logger), time, logger);
        List<IController> controllers =
        [
            context.Events,
            new GarbageCollector(context),
            NamespaceReconciler.Controller(context),
            ServiceAccountReconciler.Controller(context),
            ResourceQuotaReconciler.Controller(context),
            StorageProtectionReconciler.ClaimController(context),
            StorageProtectionReconciler.VolumeController(context),
        ];
        if (options.RunWorkloads)
        {
            var pods = new PodReconciler(context, options.Simulation);
            controllers.AddRange(
            [
                DeploymentReconciler.Controller(context),
                ReplicaSetReconciler.Controller(context, ReplicatedKind.ReplicaSet),
                ReplicaSetReconciler.Controller(context, ReplicatedKind.ReplicationController),
                StatefulSetReconciler.Controller(context),
                DaemonSetReconciler.Controller(context),
                JobReconciler.Controller(context),
                CronJobReconciler.Controller(context),
                AutoscalerReconciler.Controller(context),
                DisruptionReconciler.Controller(context),
                StaleDisruptionReconciler.Controller(context),
                EndpointSliceReconciler.Controller(context),
                EndpointsReconciler.Controller(context),
                EndpointsMirroring.Controller(context),
                new DefaultStorageClass(context),
                MetricsRegistration.Controller(context),
                ClaimReconciler.Controller(context),
                VolumeReconciler.Controller(context),
                EphemeralClaimReconciler.Controller(context),
                new NodeRegistration(context, options.Nodes),
                LeaseReconciler.Controller(context, options.Simulation),
                new NodeReconciler(context, pods.Network, options.Simulation).Controller(),
                pods.Controller(),
                TaintEvictionReconciler.Controller(context),
                OrphanedPodReconciler.Controller(context),
            ]);
        }

        if (options.RootCertificate is { } certificate)
        {
            controllers.Add(RootCertificatePublisher.Controller(context, certificate));
        }

        if (options.SignToken is { } sign)
        {
            controllers.Add(TokenSecretReconciler.Controller(context, sign, options.RootCertificate));
        }

        if (options.Scheduler is { } scheduler)
        {
            controllers.Add(new Scheduler(informers, scheduler, time, logger));
        }

        var chosen = controllers.Where(controller => !Names.Contains(controller.Name) || options.Controllers.Includes(controller.Name));
        return new ControllerHost(informers, [.. chosen, .. others], logger);
    }
}
