using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>Expressions of policies and webhooks: whether they compile, and to what.</summary>
internal static class AdmissionExpressionValidation
{
    private const int MostConditions = 64;

    /// <summary>Validates the <c>matchConditions</c> of a policy or webhook.</summary>
    /// <param name="owner">The object with the list.</param>
    /// <param name="hasParameters">Whether conditions may use parameters.</param>
    /// <param name="path">The list's path.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static void ValidateConditions(JsonObject owner, bool hasParameters, string path, FieldErrors errors)
    {
        var conditions = owner.Each("matchConditions").ToList();
        if (conditions.Count > MostConditions)
        {
            errors.TooMany(path, conditions.Count, MostConditions);
        }

        var compiler = new PolicyCompiler(hasParameters);
        HashSet<string> names = [];
        for (var i = 0; i < conditions.Count; i++)
        {
            var (name, expression) = (conditions[i].TextOf("name"), conditions[i].TextOf("expression").Trim());
            if (expression.Length == 0)
            {
                errors.Required($"{path}[{i}].expression");
            }
            else
            {
                Check(compiler.Compile(expression), expression, $"{path}[{i}].expression", errors, CelType.Bool);
            }

            if (name.Length == 0)
            {
                errors.Required($"{path}[{i}].name");
                continue;
            }

            errors.Invalid($"{path}[{i}].name", name, LabelSyntax.KeyErrors(name));
            if (!names.Add(name))
            {
                errors.Duplicate($"{path}[{i}].name", name);
            }
        }
    }

    /// <summary>Reports an expression that does not compile, or not to one of the types; without types any will do.</summary>
    public static void Check(CelCompilation compilation, string expression, string path, FieldErrors errors, params CelType[] types)
    {
        if (compilation.Program is not { } program)
        {
            errors.Invalid(path, expression, $"compilation failed: {compilation.Errors}");
        }
        else if (types.Length > 0 && !types.Any(type => type.IsExactly(program.Type)))
        {
            var wanted = types.Length == 1 ? types[0].ToString() : $"one of [{string.Join(' ', types.Select(type => type.Name))}]";
            errors.Invalid(path, expression, $"must evaluate to {wanted} but got {program.Type}");
        }
    }
}
