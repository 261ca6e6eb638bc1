using k8s;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using WebsiteOperator;

// Any number of these may run: one leads, the others wait for it to go.
using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

using var client = new Kubernetes(KubernetesClientConfiguration.BuildDefaultConfig());
using var elector = new LeaderElector(new LeaderElectionConfig(new LeaseLock(client, "default", "website-operator", $"{Environment.MachineName}-{Environment.ProcessId}")));
elector.OnStartedLeading += () => _ = new WebsiteController(client).RunAsync(stopping.Token);
await elector.RunUntilLeadershipLostAsync(stopping.Token);
