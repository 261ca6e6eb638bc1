using Sampan.Server.Cel;
using Sampan.Server.CustomResources.Rules;

namespace Sampan.Server.Admission.Expressions;

/// <summary>What the expressions of one policy may still cost for one write.</summary>
internal sealed class ExpressionBudget
{
    /// <summary>What is said when it is spent.</summary>
    public const string Spent = "validation failed due to running out of cost budget, no further validation rules will be run";

    private long _left = RuleLimits.Object;

    /// <summary>Evaluates within the budget; the result, or what went wrong in the API server's words.</summary>
    public (CelResult Result, string? Error) Evaluate(CelProgram program, ICelVariables variables)
    {
        var result = program.Evaluate(variables, Math.Min(RuleLimits.Call, Math.Max(0, _left)));
        if (result.Cost > _left)
        {
            return (result, Spent);
        }

        _left -= result.Cost;
        return (result, result.Error is { } error ? $"expression '{program.Text}' resulted in error: {error}" : null);
    }
}
