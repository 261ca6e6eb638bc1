using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Admission.Expressions;

/// <summary>Conditions beyond rules and selectors under which a policy or webhook is about a write.</summary>
internal sealed class MatchConditions
{
    private readonly IReadOnlyList<CelProgram> _programs;

    private MatchConditions(IReadOnlyList<CelProgram> programs) => _programs = programs;

    /// <summary>The compiled <c>matchConditions</c> of a policy or webhook. What does not compile was refused when it was written, and is left out.</summary>
    /// <param name="owner">The object with the list.</param>
    /// <param name="environment">What they may use.</param>
    public static MatchConditions Of(JsonElement owner, CelEnvironment environment) =>
        new([.. owner.Items("matchConditions").Select(condition => environment.Compile(condition.StringOrEmpty("expression")).Program).OfType<CelProgram>()]);

    /// <summary>Whether all hold; where none fails and some cannot be evaluated: why.</summary>
    public (bool Holds, string? Error) Evaluate(ICelVariables variables)
    {
        if (_programs.Count == 0)
        {
            return (true, null);
        }

        var budget = new ExpressionBudget();
        List<string> errors = [];
        foreach (var program in _programs)
        {
            var (result, error) = budget.Evaluate(program, variables);
            if (error is not null)
            {
                errors.Add(error);
            }
            else if (result.Value is BoolValue { Value: false })
            {
                return (false, null);
            }
        }

        return errors.Count == 0 ? (true, null) : (false, errors.Count == 1 ? errors[0] : $"[{string.Join(", ", errors)}]");
    }
}
