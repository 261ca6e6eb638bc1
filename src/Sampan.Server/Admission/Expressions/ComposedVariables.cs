using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Admission.Expressions;

/// <summary>The variables that a policy composes, evaluated when first used and once for a write.</summary>
internal sealed class ComposedVariables(IReadOnlyDictionary<string, CelProgram> programs, ICelVariables variables, ExpressionBudget budget) : MapValue
{
    private static readonly CelType VariablesType = CelType.Object(AdmissionEnvironment.VariablesType, new Dictionary<string, CelType>());

    private readonly Dictionary<string, CelValue> _values = [];

    public override CelType Type => VariablesType;

    public override int Count => programs.Count;

    public override long? Size => null;

    public override IEnumerable<CelValue> Keys => programs.Keys.Select(name => new StringValue(name));

    public override CelValue? Find(CelValue key)
    {
        if (key is not StringValue { Value: var name } || !programs.TryGetValue(name, out var program))
        {
            return null;
        }

        if (!_values.TryGetValue(name, out var value))
        {
            var (result, _) = budget.Evaluate(program, variables);
            value = result.Error is { } error ? new ErrorValue($"composited variable \"{name}\" fails to evaluate: {error}") : result.Value;
            _values[name] = value;
        }

        return value;
    }
}
