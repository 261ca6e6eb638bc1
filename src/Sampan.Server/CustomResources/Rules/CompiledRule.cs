using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;

namespace Sampan.Server.CustomResources.Rules;

/// <summary>A rule whose expressions have been compiled against the declaration of the values that it is about.</summary>
/// <param name="Rule">The rule as it is written.</param>
/// <param name="Program">The compiled rule, or null if it is wrong or empty.</param>
/// <param name="Error">What is wrong with the rule, empty if nothing is.</param>
/// <param name="Message">The compiled message expression, or null.</param>
/// <param name="MessageError">What is wrong with the message expression, empty if nothing is.</param>
internal sealed record CompiledRule(ValidationRule Rule, CelProgram? Program, string Error, CelProgram? Message, string MessageError)
{
    public const string Self = "self";
    public const string OldSelf = "oldSelf";

    /// <summary>Whether the rule compares a value with the one before.</summary>
    public bool IsTransition => Program?.Uses(OldSelf) == true;

    public static CompiledRule Of(ValidationRule rule, CelDeclaration declaration)
    {
        var old = rule.OptionalOldSelf == true ? CelType.Optional(declaration.Type) : declaration.Type;
        var environment = CelEnvironment.Kubernetes.With(Self, declaration.Type).With(OldSelf, old);
        if (rule.Rule.Trim().Length == 0)
        {
            return new CompiledRule(rule, null, "", null, "");
        }

        var (program, errors) = environment.Compile(rule.Rule);
        if (program is null)
        {
            return new CompiledRule(rule, null, $"compilation failed: {errors}", null, "");
        }

        if (program.Type.Kind != CelKind.Bool)
        {
            return new CompiledRule(rule, null, "cel expression must evaluate to a bool", null, "");
        }

        if (rule.MessageExpression.Trim().Length == 0)
        {
            return new CompiledRule(rule, program, "", null, "");
        }

        var (message, messageErrors) = environment.Compile(rule.MessageExpression);
        var error = message is null ? $"messageExpression compilation failed: {messageErrors}" : message.Type.Kind == CelKind.String ? "" : "messageExpression must evaluate to a string";
        return new CompiledRule(rule, program, "", error.Length == 0 ? message : null, error);
    }
}
