using Microsoft.Extensions.Logging;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Execution;
using Sampan.Fleet.Membership;
using Sampan.Fleet.Propagation;
using Sampan.Fleet.Reporting;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Fleet.Hub;

/// <summary>The hub's controllers: from policies over bindings and works to the members, and their status back.</summary>
public static class FleetControllers
{
    /// <summary>Chooses members for bindings.</summary>
    public const string Scheduler = "karmada-scheduler";

    /// <summary>Everything else: the members and their status, policies, bindings, works.</summary>
    public const string Manager = "karmada-controller-manager";

    /// <summary>What can be left to others, by the names of Karmada's components.</summary>
    public static IReadOnlyList<string> Names { get; } = [Manager, Scheduler];

    /// <summary>Joins the members and runs the controllers that <see cref="FleetOptions.Controllers"/> chooses until cancelled; then returns. The hub must have its kinds (see <see cref="Crds.HubInstaller"/>).</summary>
    /// <param name="hub">The cluster that holds templates and policies. No workload controllers may run on it: its workloads are templates.</param>
    /// <param name="members">The members by name. Each gets a Cluster object on the hub, described by <see cref="FleetOptions.Descriptions"/>.</param>
    /// <param name="options">How the hub works.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where failures and retries are told.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public static async Task RunAsync(
        ICluster hub,
        IReadOnlyDictionary<string, ICluster> members,
        FleetOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        if (options.Controllers.Includes(Manager))
        {
            foreach (var (name, member) in members)
            {
                await ClusterRegistration.JoinAsync(hub, name, member, options.Descriptions.GetValueOrDefault(name, ClusterDescription.None), cancellationToken);
            }
        }

        var context = new HubContext(hub, members, options, time, logger);
        List<Task> running = [.. context.Members.Values.Select(member => member.Informers.RunAsync(cancellationToken))];
        running.Add(new ControllerHost(context.Informers, [.. Chosen(context)], logger).RunAsync(cancellationToken));
        await Task.WhenAll(running);
    }

    private static IEnumerable<IController> Chosen(HubContext context)
    {
        var chosen = context.Options.Controllers;
        return [.. chosen.Includes(Scheduler) ? Schedulers(context) : [], .. chosen.Includes(Manager) ? Managers(context) : []];
    }

    private static IEnumerable<IController> Schedulers(HubContext context) =>
        [BindingScheduler.Create(context, FleetTypes.ResourceBindings), BindingScheduler.Create(context, FleetTypes.ClusterResourceBindings)];

    private static IEnumerable<IController> Managers(HubContext context)
    {
        var detector = new TemplateDetector(context);
        yield return detector;
        foreach (var type in (ResourceType[])[FleetTypes.PropagationPolicies, FleetTypes.ClusterPropagationPolicies])
        {
            yield return Loop(context, $"policies {type.Plural}", new PolicyReconciler(context, type, detector))
                .Watches(context.Informers.For(type), KeysOf.Itself);
        }

        foreach (var type in (ResourceType[])[FleetTypes.ResourceBindings, FleetTypes.ClusterResourceBindings])
        {
            yield return WorksReconciler.Create(context, type);
            yield return BindingStatusReconciler.Create(context, type);
        }

        yield return NamespaceReconciler.Create(context);
        foreach (var member in context.Members.Values)
        {
            yield return ClusterStatusReconciler.Create(context, member);
            yield return WorkReconciler.Create(context, member);
        }
    }

    internal static Controller Loop(HubContext context, string name, IReconciler reconciler) =>
        new(name, reconciler, context.Time, context.Logger, context.Options.Workers);
}
