using System.Collections;
using Sampan.Templates.Execution;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Nodes;

/// <summary><c>{{range}}</c>: over lists, over maps in the order of their keys, over the numbers below one.</summary>
internal sealed class RangeNode(BranchParts parts) : BranchNode("range", parts)
{
    public override Flow Execute(ExecutionState state, Operand dot)
    {
        state.Current = this;
        var value = Pipe.Evaluate(state, dot).Value;
        var count = value switch
        {
            null => 0,
            List<object?> list => OverList(state, list),
            Dictionary<string, object?> map => OverMap(state, map),
            IList list => OverTypedList(state, list),
            IDictionary map => OverTypedMap(state, map),
            nint or long or int or uint or ulong or byte => OverNumber(state, value),
            _ => throw state.Error($"range can't iterate over {GoPrinter.Value(value)}"),
        };
        return count == 0 && ElseList is not null ? ElseList.Execute(state, dot) : Flow.Next;
    }

    private int OverList(ExecutionState state, List<object?> list)
    {
        var count = list.Count;
        for (var i = 0; i < count; i++)
        {
            if (Iterate(state, Pipe.Declarations.Length > 1 ? Boxes.Integer(i) : null, new Operand(list[i], IsInterface: true)) == Flow.Break)
            {
                break;
            }
        }

        return count;
    }

    private int OverTypedList(ExecutionState state, IList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (Iterate(state, Boxes.Integer(i), new Operand(list[i])) == Flow.Break)
            {
                break;
            }
        }

        return list.Count;
    }

    private int OverMap(ExecutionState state, Dictionary<string, object?> map)
    {
        var entries = MapOrder.Sorted(map);
        foreach (var (key, element) in entries)
        {
            if (Iterate(state, key, new Operand(element, IsInterface: true)) == Flow.Break)
            {
                break;
            }
        }

        return entries.Length;
    }

    private int OverTypedMap(ExecutionState state, IDictionary map)
    {
        var keys = MapOrder.SortedKeys(map);
        foreach (var key in keys)
        {
            if (Iterate(state, key, new Operand(map[key])) == Flow.Break)
            {
                break;
            }
        }

        return keys.Length;
    }

    private int OverNumber(ExecutionState state, object number)
    {
        if (Pipe.Declarations.Length > 1)
        {
            throw state.Error($"can't use {GoPrinter.Value(number)} to iterate over more than one variable");
        }

        var limit = Convert.ToInt64(number is nint native ? (long)native : number, System.Globalization.CultureInfo.InvariantCulture);
        for (long i = 0; i < limit; i++)
        {
            object item = number switch
            {
                nint => Boxes.Integer(i),
                long => Boxes.Long(i),
                int => (int)i,
                uint => (uint)i,
                ulong => (ulong)i,
                _ => (byte)i,
            };
            if (Iterate(state, null, new Operand(item)) == Flow.Break)
            {
                break;
            }
        }

        return limit > 0 ? 1 : 0;
    }

    private Flow Iterate(ExecutionState state, object? index, Operand element)
    {
        state.Context.CancellationToken.ThrowIfCancellationRequested();
        var declarations = Pipe.Declarations;
        if (declarations.Length == 1)
        {
            declarations[0].Set(state, element);
        }
        else if (declarations.Length > 1)
        {
            declarations[0].Set(state, new Operand(index));
            declarations[1].Set(state, element);
        }

        return List.Execute(state, element);
    }
}
