using System.Globalization;
using System.Text.Json;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Calibration;

/// <summary>Puts together what editors' decisions tell of the sources, counted at this moment.</summary>
internal sealed class CalibrationReport(ICalibrationStore counts, IConnections connections, IProfiles profiles)
{
    private const string Rules = "AutoTag:Profile:Thresholds";

    public async Task<CalibrationList> AllAsync(CancellationToken cancellationToken)
    {
        var curves = Curves.Of(await counts.CountsAsync(cancellationToken));
        return new CalibrationList(ReliabilityCurve.Enough, ReliabilityCurve.Goal, [.. curves.All.Select(View)]);
    }

    private CalibrationView View(ReliabilityCurve curve)
    {
        Connection? connection = connections.Find(curve.Key.Connection);
        string alias = connection?.Alias ?? curve.Key.Connection;
        double writeFrom = profiles.Default.ThresholdsFor(curve.Key.Field, alias).Write;
        ProposedThreshold? proposal = curve.Proposal();
        CalibrationOutcome outcome = OutcomeOf(curve, proposal, writeFrom);
        return new CalibrationView(
            alias,
            connection is not null,
            curve.Key.Field,
            curve.Key.Source,
            curve.Decided,
            curve.Accepted,
            [.. curve.Bands.Select(band => View(band, curve))],
            curve.Replaces,
            writeFrom,
            outcome,
            outcome == CalibrationOutcome.Proposed ? View(proposal!, alias, curve.Key.Field) : null);
    }

    private static CalibrationOutcome OutcomeOf(ReliabilityCurve curve, ProposedThreshold? proposal, double writeFrom) => proposal switch
    {
        _ when !curve.IsEnough => CalibrationOutcome.TooFew,
        null => CalibrationOutcome.OutOfReach,
        _ when proposal.WriteFrom.Equals(writeFrom) => CalibrationOutcome.AsItIs,
        _ => CalibrationOutcome.Proposed,
    };

    private static CalibrationBand View(BandCount band, ReliabilityCurve curve)
    {
        double share = curve.ShareOf(band.Band);
        return band.Band == ConfidenceBands.NoNumber
            ? new CalibrationBand(null, null, band.Decided, band.Accepted, share)
            : new CalibrationBand(ConfidenceBands.From(band.Band), ConfidenceBands.To(band.Band), band.Decided, band.Accepted, share);
    }

    // Where a rule of its own is there already it is the one to change: a second one beside it would only hide it.
    private ThresholdView View(ProposedThreshold proposal, string connection, Field field)
    {
        IReadOnlyList<ThresholdRule> rules = profiles.Default.ThresholdRules;
        int own = rules.Index().LastOrDefault(rule => IsFor(rule.Item, connection, field), (-1, null!)).Index;
        string number = proposal.WriteFrom.ToString("0.00", CultureInfo.InvariantCulture);
        (string key, string value) = own >= 0
            ? ($"{Rules}:{own}:WriteFrom", number)
            : ($"{Rules}:{rules.Count}", $$"""{ "Connection": {{JsonSerializer.Serialize(connection)}}, "Field": "{{field}}", "WriteFrom": {{number}} }""");
        return new ThresholdView(proposal.WriteFrom, proposal.Decided, proposal.Accepted, key, value);
    }

    private static bool IsFor(ThresholdRule rule, string connection, Field field) =>
        rule.Field == field && rule.Category is null && connection.Equals(rule.Connection, StringComparison.OrdinalIgnoreCase);
}
