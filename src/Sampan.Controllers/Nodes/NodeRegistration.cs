using Microsoft.Extensions.Logging;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>Creates the simulated nodes that are not there yet, once, as a kubelet registers when it starts.</summary>
internal sealed partial class NodeRegistration(ControllerContext context, IReadOnlyList<NodeGroup> groups) : IController
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public string Name => "node-registration";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var index = 0;
        foreach (var group in groups)
        {
            for (var number = 1; number <= group.Count; number++)
            {
                await RegisterAsync($"{group.Name}-{number}", group.Shape, index++, cancellationToken);
            }
        }
    }

    private async ValueTask RegisterAsync(string name, NodeShape shape, int index, CancellationToken cancellationToken)
    {
        var node = KubernetesObject.From(NodeObjects.Registration(name, shape, index, context.Time.GetUtcNow()));
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await context.Cluster.CreateAsync(WellKnownTypes.Nodes, node, WriteOptions.By("kubelet"), cancellationToken);
                return;
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Failed(context.Logger, context.Cluster.Name, name, exception.Message);
                await Delays.WaitAsync(RetryDelay, context.Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: node {Node} could not be registered, will be retried: {Reason}")]
        public static partial void Failed(ILogger logger, string cluster, string node, string reason);
    }
}
