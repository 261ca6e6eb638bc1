namespace Sampan.Scheduling.Devices.Expressions;

/// <summary>Evaluates a part of an expression. Values are bool, long, double, string, Quantity, lists and maps by string.</summary>
/// <exception cref="FormatException">The part has no value: a missing key, or operands that do not go together.</exception>
internal delegate object Evaluation(IReadOnlyDictionary<string, object> variables);
