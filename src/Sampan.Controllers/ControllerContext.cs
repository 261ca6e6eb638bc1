using Microsoft.Extensions.Logging;
using Sampan.Controllers.Events;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;

namespace Sampan.Controllers;

/// <summary>What every controller of a cluster works with.</summary>
internal sealed record ControllerContext(SharedInformers Informers, EventSink Events, TimeProvider Time, ILogger Logger)
{
    /// <summary>How the controllers sign what they write.</summary>
    public static readonly WriteOptions Write = WriteOptions.By("kube-controller-manager");

    public ICluster Cluster => Informers.Cluster;

    /// <summary>A controller that reconciles with the given reconciler.</summary>
    public Controller Controller(string name, IReconciler reconciler, int workers = 1) => new(name, reconciler, Time, Logger, workers);
}
