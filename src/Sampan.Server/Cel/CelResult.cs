using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel;

/// <summary>What an evaluation came to.</summary>
/// <param name="Value">The value, perhaps an <see cref="ErrorValue"/>.</param>
/// <param name="Cost">What it cost, in CEL's units.</param>
internal readonly record struct CelResult(CelValue Value, long Cost)
{
    /// <summary>The message of an evaluation that went past its limit.</summary>
    public const string CostExceeded = "operation cancelled: actual cost limit exceeded";

    /// <summary>Whether the value is <c>true</c>.</summary>
    public bool IsTrue => Value is BoolValue { Value: true };

    /// <summary>What went wrong, or null.</summary>
    public string? Error => (Value as ErrorValue)?.Message;
}
