using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>Whether a node has room for a request. A pod that requests nothing only needs a place among the node's pods.</summary>
internal sealed class FitFilter(ResourceAmounts request, Predicate<string> isIgnored) : INodeFilter
{
    private const string TooManyPods = "Too many pods";
    private static readonly Verdict Full = Verdict.Unschedulable(PluginNames.NodeResourcesFit, TooManyPods);
    private static readonly Verdict NoCpu = Verdict.Unschedulable(PluginNames.NodeResourcesFit, "Insufficient cpu");
    private static readonly Verdict NoMemory = Verdict.Unschedulable(PluginNames.NodeResourcesFit, "Insufficient memory");

    private readonly ScalarAmount[] _scalars = [.. request.Scalars.Where(scalar => scalar.Amount != 0 && !isIgnored(scalar.Name))];

    public Verdict? Filter(NodeInfo node)
    {
        var full = node.Pods.Length >= node.Node.MaximumPods;
        if (request.IsNone)
        {
            return full ? Full : null;
        }

        var (allocatable, used) = (node.Node.Allocatable, node.Requested);
        var cpu = Lacks(request.MilliCpu, allocatable.MilliCpu, used.MilliCpu);
        var memory = Lacks(request.Memory, allocatable.Memory, used.Memory);
        var storage = Lacks(request.EphemeralStorage, allocatable.EphemeralStorage, used.EphemeralStorage);
        return full || cpu || memory || storage || LacksScalar(node) ? Explain(node, full, cpu, memory, storage) : null;
    }

    private bool LacksScalar(NodeInfo node)
    {
        foreach (var (name, amount) in _scalars)
        {
            if (Lacks(amount, node.Node.Allocatable.AmountOf(name), node.Requested.AmountOf(name)))
            {
                return true;
            }
        }

        return false;
    }

    private Verdict Explain(NodeInfo node, bool full, bool cpu, bool memory, bool storage)
    {
        var (allocatable, used) = (node.Node.Allocatable, node.Requested);
        var isUnresolvable = (cpu && request.MilliCpu > allocatable.MilliCpu)
            || (memory && request.Memory > allocatable.Memory)
            || (storage && request.EphemeralStorage > allocatable.EphemeralStorage);
        var reasons = new List<string>(4);
        AddIf(full, TooManyPods);
        AddIf(cpu, NoCpu.Reasons[0]);
        AddIf(memory, NoMemory.Reasons[0]);
        AddIf(storage, "Insufficient ephemeral-storage");
        foreach (var (name, amount) in _scalars)
        {
            var available = allocatable.AmountOf(name);
            if (Lacks(amount, available, used.AmountOf(name)))
            {
                reasons.Add("Insufficient " + name);
                isUnresolvable |= amount > available;
            }
        }

        // The usual refusals are many and alike: one object each serves them all.
        return (reasons.Count, isUnresolvable) switch
        {
            (1, false) when full => Full,
            (1, false) when cpu => NoCpu,
            (1, false) when memory => NoMemory,
            (_, false) => Verdict.Unschedulable(PluginNames.NodeResourcesFit, [.. reasons]),
            _ => Verdict.Unresolvable(PluginNames.NodeResourcesFit, [.. reasons]),
        };

        void AddIf(bool isLacking, string reason)
        {
            if (isLacking)
            {
                reasons.Add(reason);
            }
        }
    }

    private static bool Lacks(long wanted, long allocatable, long used) => wanted > 0 && wanted > allocatable - used;
}
