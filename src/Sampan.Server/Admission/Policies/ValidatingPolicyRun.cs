using System.Text;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Cel.Values;
using Sampan.Server.CustomResources.Rules;

namespace Sampan.Server.Admission.Policies;

/// <summary>A policy evaluated for one write (policy/validating/validator.go).</summary>
internal static class ValidatingPolicyRun
{
    /// <summary>What the policy has against the write; nothing if it lets it pass.</summary>
    public static IReadOnlyList<PolicyDenial> Evaluate(ValidatingPolicy policy, AdmissionVariables variables)
    {
        var (holds, unclear) = policy.Conditions.Evaluate(variables);
        if (!holds)
        {
            return unclear is null || policy.IgnoresFailures ? [] : [new PolicyDenial(unclear)];
        }

        var budget = new ExpressionBudget();
        variables.ComposedVariables = new ComposedVariables(policy.Variables, variables, budget);
        List<PolicyDenial> denials = [];
        for (var i = 0; i < policy.Validations.Count; i++)
        {
            if (Evaluate(policy, policy.Validations[i], variables, budget) is { } denial)
            {
                denials.Add(denial with { ExpressionIndex = i });
            }
        }

        foreach (var (key, program) in policy.AuditAnnotations)
        {
            var (result, error) = budget.Evaluate(program, variables);
            if (error is not null && !policy.IgnoresFailures)
            {
                denials.Add(new PolicyDenial(error) { IsUnconditional = true });
            }
            else if (result.Value is StringValue { Value: { Length: > 0 } text })
            {
                variables.Audit?.Annotate(key, text);
            }
        }

        return denials;
    }

    private static PolicyDenial? Evaluate(ValidatingPolicy policy, PolicyValidation validation, AdmissionVariables variables, ExpressionBudget budget)
    {
        if (validation.Program is null)
        {
            return policy.IgnoresFailures ? null : new PolicyDenial($"compilation error: compilation failed: {validation.Errors}");
        }

        var (result, error) = budget.Evaluate(validation.Program, variables);
        if (error is not null)
        {
            return policy.IgnoresFailures ? null : new PolicyDenial(error);
        }

        return result.IsTrue ? null : new PolicyDenial(Message(validation, variables, budget)) { Reason = validation.Reason };
    }

    private static string Message(PolicyValidation validation, AdmissionVariables variables, ExpressionBudget budget)
    {
        if (validation.MessageProgram is { } program && budget.Evaluate(program, variables).Result.Value is StringValue made)
        {
            var text = made.Value.Trim();
            if (text.Length > 0 && !text.Contains('\n') && Encoding.UTF8.GetByteCount(text) <= RuleLimits.MessageBytes)
            {
                return text;
            }
        }

        return validation.Message.Trim() is { Length: > 0 } message ? message : $"failed expression: {validation.Expression.Trim()}";
    }
}

/// <summary>Why a policy does not let a write pass.</summary>
/// <param name="Message">What to say.</param>
internal sealed record PolicyDenial(string Message)
{
    /// <summary>Which of the policy's validations it is.</summary>
    public int ExpressionIndex { get; init; }

    /// <summary>The status reason, empty for <c>Invalid</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether the write is refused whatever the binding's actions are.</summary>
    public bool IsUnconditional { get; init; }
}
