namespace Sampan.Fleet.Autoscaling;

/// <summary>What one metric asks for.</summary>
/// <param name="Replicas">The template's replicas.</param>
/// <param name="Metric">The metric, as messages name it.</param>
internal readonly record struct MetricProposal(int Replicas, string Metric);
