using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Parsing;

namespace Sampan.Server.Cel;

/// <summary>A checked expression, ready to be evaluated as often as wanted, by many at once.</summary>
internal sealed class CelProgram(string text, Expression expression)
{
    private readonly HashSet<string> _names = Names(expression);

    /// <summary>The expression as it is written.</summary>
    public string Text { get; } = text;

    /// <summary>The checked tree.</summary>
    public Expression Expression { get; } = expression;

    /// <summary>The type of what it evaluates to.</summary>
    public CelType Type => Expression.Type;

    /// <summary>Whether it mentions a variable of this name.</summary>
    public bool Uses(string variable) => _names.Contains(variable);

    /// <summary>Evaluates it.</summary>
    /// <param name="variables">The variables that it may use.</param>
    /// <param name="limit">What it may cost, in CEL's units.</param>
    public CelResult Evaluate(ICelVariables variables, long limit) => Evaluator.Run(Expression, variables, limit);

    private static HashSet<string> Names(Expression root)
    {
        HashSet<string> names = [];
        ExpressionWalk.Visit(root, node =>
        {
            if (node is IdentifierExpression identifier)
            {
                names.Add(identifier.Name);
            }
        });
        return names;
    }
}
