namespace Voxie.Pipeline.Knowledge;

internal static partial class Lexicon
{
    /// <summary>
    /// Everyday words that stand for one another when people ask a business something. One group a line; a phrase is joined by
    /// underscores. "!" in front: the group only says what kind of answer is wanted (a price, a time, a place), not about what.
    /// "~": the words are neighbours, not synonyms. "@x" is what <see cref="Features"/> finds in an entry's text.
    /// The list is language knowledge about businesses in general; it was not made from any set of questions.
    /// </summary>
    private const string Groups = """
        ! how_much have_to_pay need_to_pay pay_for price cost charge fee rate pricing expensive cheap affordable quote estimate set_me_back total amount priced tariff @money
        ! when what_time time half_past quarter_past quarter_to @time
        ~ when how_soon @duration @day @hours
        ! what_day date @day
        ! weekday monday tuesday wednesday thursday friday @day
        ! saturday weekend @day
        ! sunday weekend @day
        ! morning noon midday lunch lunchtime afternoon evening night tonight midnight @time
        ! how_long duration length long minute hour @duration
        ! how_soon how_quickly @duration
        ! week weekday monday tuesday wednesday thursday friday @day
        ! where get_to how_to_get_to how_do_i_get_to somewhere anywhere place spot location @place
        ! who name whom @person
        ! how_many number count quantity
        open close hour opening schedule shut closing business_hours opening_times open_times operate timetable @hours
        ~ open time weekday saturday sunday @hours @day
        ~ close_at open_until open_till late early @hours
        open hour how_late how_early @hours
        holiday bank_holiday public_holiday christmas easter thanksgiving new_year festive vacation
        address location located direction where_are_you where_we_are find_you find_us get_there get_to_you get_to_your come_to_your find_your situated whereabouts based come_to_you reach_you street @place
        ~ where address location direction located situated place @place
        ~ directions way route map near landmark get_there
        floor story storey upstairs level
        ~ floor elevator upstairs stairs
        park garage parking lot parking_lot parking_space parking_spot parking_garage car_park
        park_my_car leave_my_car put_my_car park garage
        car vehicle automobile truck van suv
        ~ park parking garage car vehicle automobile truck van suv drive
        bus train tram subway metro underground streetcar public_transport public_transit transit transport transportation rail railway light_rail commute
        ~ bus stop station line
        ~ ferry boat terminal pier harbor
        harbor harbour
        center centre
        elevator lift escalator stairs staircase
        wheelchair accessible accessibility disabled disability handicapped handicap mobility ramp step_free barrier_free walker crutches
        ~ wheelchair elevator ramp stairs
        stairs steps staircase
        email e_mail email_address mail_address mail write electronic_mail contact_by_email @email
        website web_address web site online internet web_page webpage homepage url @url
        ~ email online website contact
        phone telephone phone_number telephone_number contact_number @phone
        ~ phone call ring mobile cell number
        contact reach get_in_touch get_hold
        pay payment card cash credit_card debit_card debit visa mastercard amex american_express by_check cheque bill invoice apple_pay google_pay contactless credit
        ~ pay accept
        instalment installment monthly financing finance payment_plan pay_over_time spread credit_plan pay_off pay_in_parts in_parts interest spread_out
        ~ instalment pay monthly month
        insurance insurer insured coverage cover policy health_plan health_insurance medicare medicaid hmo ppo blue_cross aetna cigna reimbursement reimburse copay deductible plan
        discount deal offer special reduction coupon voucher promotion sale concession student_rate senior
        free gratis no_charge complimentary free_of_charge
        refund money_back return_policy reimbursed
        ~ refund return exchange
        deposit prepayment advance_payment down_payment upfront
        tax vat taxes
        tip gratuity
        book appointment reserve reservation schedule booking slot make_an_appointment set_up_a_time fit_me_in schedule_me put_me_down pencil_me_in squeeze_me_in get_me_in
        ~ appointment see_a_doctor see_the_doctor see_a_dentist see_the_dentist
        cancel cancellation can_not_make not_make_it can_not_come not_be_able_to_come call_off move reschedule postpone change rebook shift change_my_appointment push_back rearrange skip
        ~ miss cancel no_show late short_notice
        wait waiting queue line_up wait_time waiting_list
        ~ wait available appointment soon
        walk_in without_an_appointment just_turn_up show_up
        new_patient new_customer new_client become_a_patient become_a_client become_a_customer new_people new_person first_visit first_time never_been register registration join sign_up new_member accepting_new taking_new newcomer
        patient client customer
        first initial
        emergency urgent urgently emergencies immediately right_away after_hours out_of_hours accident asap
        pain bleed bleeding ache hurt sore toothache painful hurting aching throb throbbing agony swollen swelling headache stomachache discomfort tender
        ~ pain emergency urgent bleed
        break broken crack chip fracture snap shatter damaged smash knocked knock_out chipped cracked split fell_out fall_out came_off come_off
        bleed bleeding blood
        hospital clinic er emergency_room
        night evening after_dark overnight
        tooth teeth molar dental dentist dentistry incisor canine denture oral mouth gum
        doctor dr physician dentist specialist practitioner surgeon
        ~ doctor who staff team @person
        staff team employee personnel crew who_works dentists doctors colleague
        manager boss owner head supervisor
        check_up exam examination checkup inspection assessment check inspect look_at looked_at general_exam routine
        x_ray xray radiograph scan imaging
        clean cleaning polish hygiene wash scrub scale hygienist tartar plaque
        filling cavity fill decay hole caries
        whiten bleach brighten whitening bleaching white whiter brightening stain yellow
        crown cap
        root_canal nerve endodontic
        brace orthodontic orthodontist straighten align invisalign retainer crooked aligner
        implant denture bridge
        extract extraction pull pull_out remove removal taken_out
        refer referral recommend
        service treatment specialize specialise specialty speciality offer procedure provide what_do_you_do what_can_you_do kind_of_work care therapy
        product item goods merchandise stock inventory sell carry range selection
        child kid baby toddler infant son daughter boy girl children year_old youngster teenager little_one juvenile pediatric paediatric grandchild grandson granddaughter
        age old year_old young too_young minimum_age
        ~ child age young old year_old
        adult grown_up
        senior elderly pensioner retired
        student pupil
        family household
        language speak fluent spanish portuguese english french german chinese italian arabic bilingual translator interpreter mandarin russian hindi polish_speaker
        ~ language speak talk
        pet dog cat animal puppy kitten
        wifi wi_fi internet wireless hotspot
        toilet restroom bathroom washroom loo wc
        food eat meal dish snack lunch dinner menu breakfast
        drink beverage coffee tea
        vegetarian vegan meatless
        gluten allergy allergic allergen nut
        deliver delivery ship shipping courier home_delivery
        ~ deliver send ship bring
        pick_up pickup collect collection takeaway takeout take_out
        order purchase buy
        rent rental hire lease loan borrow lend
        ~ borrow loan check_out
        return bring_back give_back
        renew extend renewal extension
        overdue late_fee fine late penalty
        repair fix mend maintenance restore overhaul tune_up
        ~ repair tune_up service maintenance
        ~ work service treatment offer
        puncture flat_tire flat_tyre tire tyre tube inner_tube
        bike bicycle cycle
        electric e_bike ebike battery
        helmet lock light accessory accessories gear
        used second_hand secondhand pre_owned refurbished
        trade_in part_exchange exchange swap
        ~ trade_in exchange swap trade
        warranty guarantee
        test_ride try_out trial test_drive
        book_club reading_group
        library_card membership
        ~ library_card card membership
        ~ book novel read reader paperback literature
        city town village downtown
        member membership subscription join sign_up
        computer pc laptop desktop
        print printer copy photocopy scan
        room meeting_room space hall venue
        class course lesson workshop training session tutorial
        event party celebration function
        gift present gift_card gift_certificate voucher
        hair haircut trim barber hairdresser cut stylist
        color colour dye tint
        massage spa
        gym fitness workout exercise
        pool swim swimming
        hotel accommodation stay overnight
        check_in arrival
        luggage bag suitcase baggage
        ticket admission entry entrance_fee
        entrance door entry way_in
        near close_by nearby next_to opposite across beside
        far distance
        document paper form id identification paperwork passport
        ~ bring document card
        receipt invoice
        job vacancy hiring career position employment
        complaint complain unhappy problem
        lost found lost_and_found left_behind
        record file history
        prescription medication medicine drug painkiller
        vaccine vaccination shot jab
        safe safety secure
        clothes clothing wear
        quiet silent
        smoke smoking
        outside outdoor terrace patio
        company business firm
        founded established history since
        """;
}
