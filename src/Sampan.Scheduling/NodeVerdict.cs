using Sampan.Scheduling.Framework;

namespace Sampan.Scheduling;

/// <summary>Why a node does not come into question.</summary>
public readonly record struct NodeVerdict(string NodeName, Verdict Verdict);
