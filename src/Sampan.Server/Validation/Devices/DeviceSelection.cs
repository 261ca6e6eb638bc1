using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Costs;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Devices;

/// <summary>The expressions by which requests and classes choose devices.</summary>
internal static class DeviceSelection
{
    private const int Most = 32;
    private const int LongestExpression = 10 * 1024;

    private const ulong HighestCost = 1_000_000;

    private static readonly CelDeclaration Device = DeviceDeclaration.Of();
    private static readonly CelEnvironment Environment = CelEnvironment.Kubernetes.With("device", Device.Type);

    /// <summary>Validates the <c>selectors</c> of a request or class.</summary>
    /// <param name="owner">The request or class.</param>
    /// <param name="path">Its path.</param>
    /// <param name="isStored">Whether the selectors have been found valid before.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static void Validate(JsonObject owner, string path, bool isStored, FieldErrors errors) =>
        BoundedList.Validate(owner, "selectors", Most, path, errors, (selector, at) =>
        {
            if (selector["cel"] is not JsonObject cel)
            {
                errors.Required($"{at}.cel");
            }
            else if (!isStored)
            {
                ValidateExpression(cel.TextOf("expression"), $"{at}.cel.expression", errors);
            }
        });

    private static void ValidateExpression(string expression, string path, FieldErrors errors)
    {
        if (Encoding.UTF8.GetByteCount(expression) > LongestExpression)
        {
            errors.TooLong(path, LongestExpression);
            return;
        }

        var compilation = Environment.Compile(expression);
        if (compilation.Program is not { } program)
        {
            errors.Invalid(path, expression, $"compilation failed: {compilation.Errors}");
        }
        else if (!CelType.Bool.IsExactly(program.Type) && !CelType.Dyn.IsExactly(program.Type))
        {
            errors.Invalid(path, expression, $"must evaluate to bool or the unknown type, not {program.Type}");
        }
        else if (CostEstimator.Estimate(program, Device).Max > HighestCost)
        {
            errors.Forbidden(path, "too complex, exceeds cost limit");
        }
    }
}
