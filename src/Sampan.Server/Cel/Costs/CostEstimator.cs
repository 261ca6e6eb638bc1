using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Parsing;

namespace Sampan.Server.Cel.Costs;

/// <summary>
/// Between which bounds the cost of a checked expression will lie, whatever values its variables have within their
/// declaration (cel-go checker/cost.go, whose every quirk decides which rules the API takes).
/// </summary>
internal sealed class CostEstimator
{
    /// <summary>The step of a path from a list to its elements.</summary>
    public const string Items = "@items";

    private const string Values = "@values";
    private const string Keys = "@keys";
    private const string Indices = "@indices";

    private readonly CelDeclaration _declaration;
    private readonly LibraryCosts _library;
    private readonly Dictionary<Expression, IReadOnlyList<string>> _paths = [];
    private readonly Dictionary<Expression, CostRange> _sizes = [];
    private readonly Dictionary<Expression, EntrySize> _entries = [];
    private readonly List<Local> _locals = [];

    private CostEstimator(CelDeclaration declaration)
    {
        _declaration = declaration;
        _library = new LibraryCosts(Declared);
    }

    /// <summary>Estimates a program whose variables all have the declaration.</summary>
    public static CostRange Estimate(CelProgram program, CelDeclaration declaration) => new CostEstimator(declaration).Cost(program.Expression);

    private CostRange Cost(Expression node) => node switch
    {
        LiteralExpression => CostRange.Zero,
        IdentifierExpression identifier => Identifier(identifier),
        SelectExpression { Resolved: { } resolved } => Identifier(resolved),
        SelectExpression select => Select(select),
        CallExpression call => Call(call),
        ListExpression list => List(list),
        MapExpression map => Map(map),
        ObjectExpression @object => @object.Fields.Aggregate(CostRange.Exactly((ulong)CostFactors.ObjectCreation), (sum, field) => sum + Cost(field.Value)),
        ComprehensionExpression { IsBinding: true } binding => Binding(binding),
        _ => Fold((ComprehensionExpression)node),
    };

    private CostRange Identifier(IdentifierExpression identifier)
    {
        _paths[identifier] = Find(identifier.Name)?.Path ?? [identifier.Name];
        return CostRange.One;
    }

    private CostRange Select(SelectExpression select)
    {
        var cost = Cost(select.Operand);
        if (select.IsTest)
        {
            return cost;
        }

        _paths[select] = [.. PathOf(select.Operand), select.Field];
        return select.Operand.Type.Kind is CelKind.Map or CelKind.Object or CelKind.Parameter ? cost + CostRange.One : cost;
    }

    private CostRange Call(CallExpression call)
    {
        if (call.Function == "dyn")
        {
            var inner = Cost(call.Arguments[0]);
            Copy(call, call.Arguments[0]);
            return inner + CostRange.One;
        }

        var costs = call.Arguments.Select(Cost).ToList();
        var arguments = call.Arguments.Select(Node).ToList();
        var sum = call.Target is null ? CostRange.Zero : Cost(call.Target);
        CostNode? target = call.Target is null ? null : Node(call.Target);
        if (call.Function == Operators.OptionalSelect)
        {
            return costs.Aggregate(CostRange.One, (total, cost) => total + cost);
        }

        var own = CostRange.Nothing;
        CostRange? result = null;
        foreach (var overload in call.Overloads)
        {
            var estimate = Estimate(call, overload.Id, target, arguments, costs);
            own = own.Or(estimate.Cost);
            result = estimate.Result is { } size ? result?.Or(size) ?? size : result;
            if (overload.Id is "index_list" or "index_map")
            {
                result = EntriesOf(call.Arguments[0])?.Value;
                _paths[call] = [.. PathOf(call.Arguments[0]), overload.Id == "index_list" ? Items : Values];
            }

            result ??= SizeOf(call);
        }

        if (result is { } known)
        {
            _sizes[call] = known;
        }

        return call.Overloads.Count == 0 ? CostRange.Zero : sum + own;
    }

    private CallEstimate Estimate(CallExpression call, string overload, CostNode? target, List<CostNode> arguments, List<CostRange> costs)
    {
        var all = costs.Aggregate(CostRange.Zero, (sum, cost) => sum + cost);
        if (_library.Estimate(call.Function, overload, target, arguments) is { } known)
        {
            return known with { Cost = known.Cost + all };
        }

        switch (overload)
        {
            case "logical_or" or "logical_and":
                return new CallEstimate(new CostRange(costs[0].Min, all.Max));
            case "conditional":
                if (EntriesOf(call.Arguments[1])?.Or(EntriesOf(call.Arguments[2])) is { } branches)
                {
                    _entries[call] = branches;
                }

                return new CallEstimate(costs[0] + costs[1].Or(costs[2]), arguments[1].SizeOrUnknown.Or(arguments[2].SizeOrUnknown));
            case "add_string" or "add_bytes" or "add_list":
                if (EntriesOf(call.Arguments[0])?.Or(EntriesOf(call.Arguments[1])) is { } joined)
                {
                    _entries[call] = joined;
                }

                break;
        }

        var estimate = Standard(overload, target, arguments);
        return estimate with { Cost = estimate.Cost + all };
    }

    private static CallEstimate Standard(string overload, CostNode? target, List<CostNode> arguments)
    {
        CostRange Size(int at) => arguments[at].SizeOrUnknown;
        switch (overload)
        {
            case "string_format":
                return new CallEstimate(target!.Value.SizeOrUnknown * CostFactors.Traversal);
            case "string_to_bytes":
                return new CallEstimate(Size(0) * CostFactors.Traversal, new CostRange(Size(0).Min, CostRange.Multiply(Size(0).Max, 4)));
            case "bytes_to_string":
                return new CallEstimate(Size(0) * CostFactors.Traversal, new CostRange(Size(0).Min / 4, Size(0).Max));
            case "strings_quote":
                return new CallEstimate(Size(0) * CostFactors.Traversal, (Size(0) * new CostRange(1, 2)) + CostRange.Exactly(2));
            case "starts_with_string" or "ends_with_string":
                return new CallEstimate(Size(0) * CostFactors.Traversal);
            case "in_list":
                return new CallEstimate(Size(1));
            case "matches_string":
                return new CallEstimate(((target!.Value.SizeOrUnknown + CostRange.One) * CostFactors.Traversal) * (Size(0) * CostFactors.Pattern));
            case "contains_string":
                return new CallEstimate((target!.Value.SizeOrUnknown * CostFactors.Traversal) * (Size(0) * CostFactors.Traversal));
            case "add_list":
                return new CallEstimate(CostRange.One, Size(0) + Size(1));
            case "add_string" or "add_bytes":
                return new CallEstimate((Size(0) + Size(1)) * CostFactors.Traversal, Size(0) + Size(1));
            case "equals" or "not_equals" or "less_string" or "greater_string" or "less_equals_string" or "greater_equals_string"
                or "less_bytes" or "greater_bytes" or "less_equals_bytes" or "greater_equals_bytes":
                var smaller = Math.Min(Size(0).Max, Size(1).Max);
                return new CallEstimate(new CostRange(smaller > 0 ? 1UL : 0, smaller) * CostFactors.Traversal);
            default:
                return CallEstimate.One;
        }
    }

    private CostRange List(ListExpression list)
    {
        var sum = CostRange.Exactly((ulong)CostFactors.ListCreation);
        var item = list.Elements.Count == 0 ? CostRange.Zero : CostRange.Nothing;
        foreach (var element in list.Elements)
        {
            sum += Cost(element);
            item = item.Or(SizeOf(element) ?? CostRange.Unknown);
        }

        _entries[list] = new EntrySize(true, CostRange.One, item);
        return sum;
    }

    private CostRange Map(MapExpression map)
    {
        var sum = CostRange.Exactly((ulong)CostFactors.MapCreation);
        var (key, value) = map.Entries.Count == 0 ? (CostRange.Zero, CostRange.Zero) : (CostRange.Nothing, CostRange.Nothing);
        foreach (var entry in map.Entries)
        {
            sum = sum + Cost(entry.Key) + Cost(entry.Value);
            key = key.Or(SizeOf(entry.Key) ?? CostRange.Unknown);
            value = value.Or(SizeOf(entry.Value) ?? CostRange.Unknown);
        }

        _entries[map] = new EntrySize(false, key, value);
        return sum;
    }

    private CostRange Binding(ComprehensionExpression binding)
    {
        var sum = Cost(binding.Range) + Cost(binding.Initial);
        Push(binding.Accumulator, PathOf(binding.Initial), SizeOf(binding.Initial), EntriesOf(binding.Initial));
        sum += Cost(binding.Result);
        _locals.RemoveAt(_locals.Count - 1);
        Copy(binding, binding.Result);
        return sum;
    }

    private CostRange Fold(ComprehensionExpression fold)
    {
        var sum = Cost(fold.Range) + Cost(fold.Initial);
        Push(fold.Accumulator, PathOf(fold.Initial), SizeOf(fold.Initial), EntriesOf(fold.Initial));
        var entries = EntriesOf(fold.Range);
        var isList = entries?.IsList ?? fold.Range.Type.Kind == CelKind.List;
        var path = PathOf(fold.Range);
        if (fold.SecondVariable is null)
        {
            Push(fold.Variable, [.. path, isList ? Items : Keys], isList ? entries?.Value : entries?.Key, null);
        }
        else
        {
            Push(fold.Variable, [.. path, isList ? Indices : Keys], entries?.Key, null);
            Push(fold.SecondVariable, [.. path, isList ? Items : Values], entries?.Value, null);
        }

        var each = Cost(fold.Condition) + Cost(fold.Step);
        _locals.RemoveRange(_locals.Count - (fold.SecondVariable is null ? 1 : 2), fold.SecondVariable is null ? 1 : 2);
        sum += Cost(fold.Result);
        _locals.RemoveAt(_locals.Count - 1);
        var count = SizeOf(fold.Range) ?? CostRange.Unknown;
        sum += count * each;
        if (fold.Initial is LiteralExpression && SizeOf(fold.Initial) is { } scalar)
        {
            _sizes[fold] = scalar;
        }
        else if (fold.Initial is ListExpression or MapExpression)
        {
            _sizes[fold] = count;
            if (EntriesOf(fold.Step) is { } collected)
            {
                _entries[fold] = collected;
            }
        }

        return sum;
    }

    private void Push(string name, IReadOnlyList<string> path, CostRange? size, EntrySize? entries) => _locals.Add(new Local(name, path, size, entries));

    private Local? Find(string name) => _locals.FindLast(local => local.Name == name);

    private IReadOnlyList<string> PathOf(Expression node) =>
        node is IdentifierExpression identifier && Find(identifier.Name) is { } local ? local.Path : _paths.GetValueOrDefault(node is SelectExpression { Resolved: { } resolved } ? resolved : node) ?? [];

    private CostNode Node(Expression node) => new(node, node.Type, PathOf(node), SizeOf(node));

    private void Copy(Expression to, Expression from)
    {
        if (SizeOf(from) is { } size)
        {
            _sizes[to] = size;
        }

        if (EntriesOf(from) is { } entries)
        {
            _entries[to] = entries;
        }
    }

    private EntrySize? EntriesOf(Expression node) =>
        _entries.TryGetValue(node, out var entries) ? entries : node is IdentifierExpression identifier ? Find(identifier.Name)?.Entries : null;

    private CostRange? SizeOf(Expression node)
    {
        if (_sizes.TryGetValue(node, out var known))
        {
            return known;
        }

        switch (node)
        {
            case LiteralExpression literal:
                return CostRange.Exactly((ulong)(literal.Value.Size ?? 1));
            case ListExpression list:
                return CostRange.Exactly((ulong)list.Elements.Count);
            case MapExpression map:
                return CostRange.Exactly((ulong)map.Entries.Count);
        }

        if (Declared(PathOf(node)) is { } declared)
        {
            _sizes[node] = declared;
            return declared;
        }

        return IsScalar(node.Type) ? CostRange.One : node is IdentifierExpression identifier ? Find(identifier.Name)?.Size : null;
    }

    private static bool IsScalar(CelType type) =>
        type.Kind is CelKind.Bool or CelKind.Double or CelKind.Duration or CelKind.Int or CelKind.Timestamp or CelKind.Uint || (type.IsOptional && IsScalar(type.Parameters[0]));

    // The first step is the variable, and every variable has the same declaration.
    private CostRange? Declared(IReadOnlyList<string> path)
    {
        if (path.Count == 0)
        {
            return null;
        }

        CelDeclaration? at = _declaration;
        foreach (var step in path.Skip(1))
        {
            at = step switch
            {
                Items or Values => at.Element,
                Keys when at.Type.Kind == CelKind.Map => at.Key ?? MapKey,
                _ => at.Fields.TryGetValue(step, out var field) ? field.Declaration : at.HasNamedElements ? at.Element : null,
            };
            if (at is null)
            {
                return null;
            }
        }

        return new CostRange(0, (ulong)at.MaxElements);
    }

    // Where a schema says nothing of them, Kubernetes' estimate takes the keys of maps to have no size.
    private static readonly CelDeclaration MapKey = new() { Type = CelType.String };

    private sealed record Local(string Name, IReadOnlyList<string> Path, CostRange? Size, EntrySize? Entries);

    private sealed record EntrySize(bool IsList, CostRange Key, CostRange Value)
    {
        public EntrySize? Or(EntrySize? other) => other is null ? null : this with { Key = Key.Or(other.Key), Value = Value.Or(other.Value) };
    }
}
