using System.Collections.Immutable;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Scheduling.Objects;

/// <summary>Amounts of node resources, as whole 64-bit numbers: what kube-scheduler's framework.Resource is.</summary>
public sealed class ResourceAmounts
{
    /// <summary>Nothing of anything.</summary>
    public static readonly ResourceAmounts None = new(0, 0, 0, []);

    internal ResourceAmounts(long milliCpu, long memory, long ephemeralStorage, ImmutableArray<ScalarAmount> scalars)
    {
        MilliCpu = milliCpu;
        Memory = memory;
        EphemeralStorage = ephemeralStorage;
        Scalars = scalars;
    }

    /// <summary>Thousandths of a CPU.</summary>
    public long MilliCpu { get; }

    /// <summary>Bytes of memory.</summary>
    public long Memory { get; }

    /// <summary>Bytes of local ephemeral storage.</summary>
    public long EphemeralStorage { get; }

    /// <summary>Everything else, ordered by name.</summary>
    public ImmutableArray<ScalarAmount> Scalars { get; }

    /// <summary>Whether no resource is named at all; a scalar named with amount zero counts as named.</summary>
    public bool IsNone => MilliCpu == 0 && Memory == 0 && EphemeralStorage == 0 && Scalars.IsEmpty;

    /// <summary>The amounts of a Kubernetes resource list, rounded up to whole units (CPU to thousandths).</summary>
    public static ResourceAmounts Of(IReadOnlyDictionary<string, Quantity> resources)
    {
        long milliCpu = 0, memory = 0, ephemeralStorage = 0;
        List<ScalarAmount>? scalars = null;
        foreach (var (name, quantity) in resources)
        {
            switch (name)
            {
                case ResourceNames.Cpu:
                    milliCpu = quantity.MilliValue;
                    break;
                case ResourceNames.Memory:
                    memory = quantity.Value;
                    break;
                case ResourceNames.EphemeralStorage:
                    ephemeralStorage = quantity.Value;
                    break;
                default:
                    if (ResourceNames.IsScalar(name))
                    {
                        (scalars ??= []).Add(new ScalarAmount(name, quantity.Value));
                    }

                    break;
            }
        }

        scalars?.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new ResourceAmounts(milliCpu, memory, ephemeralStorage, scalars is null ? [] : [.. scalars]);
    }

    /// <summary>The amount of a resource; CPU in thousandths, zero where the resource is not named.</summary>
    public long AmountOf(string name) => name switch
    {
        ResourceNames.Cpu => MilliCpu,
        ResourceNames.Memory => Memory,
        ResourceNames.EphemeralStorage => EphemeralStorage,
        _ => ScalarOf(name),
    };

    internal bool Names(string scalar) => IndexOf(scalar) >= 0;

    internal ResourceAmounts Plus(ResourceAmounts other) => Combine(other, 1);

    internal ResourceAmounts Minus(ResourceAmounts other) => Combine(other, -1);

    private long ScalarOf(string name)
    {
        var index = IndexOf(name);
        return index < 0 ? 0 : Scalars[index].Amount;
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < Scalars.Length; i++)
        {
            if (Scalars[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private ResourceAmounts Combine(ResourceAmounts other, long sign)
    {
        return new ResourceAmounts(
            MilliCpu + (sign * other.MilliCpu),
            Memory + (sign * other.Memory),
            EphemeralStorage + (sign * other.EphemeralStorage),
            other.Scalars.IsEmpty ? Scalars : CombineScalars(other.Scalars, sign));
    }

    private ImmutableArray<ScalarAmount> CombineScalars(ImmutableArray<ScalarAmount> others, long sign)
    {
        var amounts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var scalar in Scalars)
        {
            amounts[scalar.Name] = scalar.Amount;
        }

        foreach (var scalar in others)
        {
            amounts[scalar.Name] = amounts.GetValueOrDefault(scalar.Name) + (sign * scalar.Amount);
        }

        return [.. amounts.Select(amount => new ScalarAmount(amount.Key, amount.Value))];
    }
}
