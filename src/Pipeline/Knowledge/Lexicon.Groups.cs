namespace Voxie.Pipeline.Knowledge;

internal static partial class Lexicon
{
    /// <summary>
    /// Everyday words that stand for one another when people ask a business something. One group a line; a phrase is joined by
    /// underscores. "!" in front: the group only says what kind of answer is wanted (a price, a time, a place), not about what.
    /// "~": the words are neighbours, not synonyms. "@x" is what <see cref="Features"/> finds in an entry's text.
    /// The list is language knowledge about businesses in general, widened while reading the development questions of the tests
    /// (never the held-back ones), so figures on those questions flatter it.
    /// </summary>
    private const string Groups = """
        ! how_much set_us_back set_him_back set_her_back run_me run_us run_him cost_me what_the_damage price_wise pricewise pricey dear going_for look_at_price what_you_ask bill_come_to come_to come_out_to add_up_to dollar buck pound ballpark what_i_owe reasonable steep rip_off charge_for charge_me have_to_pay need_to_pay pay_for price cost charge fee rate pricing expensive cheap affordable quote estimate set_me_back total amount priced tariff @money
        ! when what_time time half_past quarter_past quarter_to @time
        ~ when how_soon @duration @day @hours
        ! what_day date @day
        ! weekday monday tuesday wednesday thursday friday @day
        ! saturday weekend @day
        ! sunday weekend @day
        ! morning @time
        ! noon midday lunchtime @time
        ! afternoon @time
        ! evening tonight @time
        ! night midnight @time
        ! how_long take_long take_how_long for_hour duration length long minute hour @duration
        ! how_soon how_quickly @duration
        ! week weekday monday tuesday wednesday thursday friday @day
        ! where get_to how_to_get_to how_do_i_get_to somewhere anywhere place spot location @place
        ! who name whom called @person
        ! how_old age
        ! how_many number count quantity @count
        open close hour opening there_on in_on anybody_in anyone_in shut closing business_hours opening_times open_times operate timetable @hours
        ~ open time weekday saturday sunday @hours @day
        ~ close_at open_until open_till late early @hours
        open hour how_late how_early @hours
        holiday bank_holiday public_holiday christmas easter thanksgiving new_year festive vacation
        address location located direction where_are_you where_we_are find_you find_us get_there get_to_you get_to_your come_to_your find_your situated whereabouts based come_to_you reach_you street @place
        ~ where address location direction located situated place @place
        ~ directions way route map near landmark get_there close_to gps sat_nav navigation satnav taxi cab uber driver find_the_place neighborhood neighbourhood area part_of_town
        address gps sat_nav satnav landmark where_at where_you_at where_are_you_at close_to_you which_street what_street where_about find_the_way show_me_the_way get_to_your_office come_by_foot taxi @place
        floor story storey upstairs level
        ~ floor elevator upstairs stairs
        park garage parking lot parking_lot parking_space parking_spot parking_garage car_park
        park_my_car leave_my_car put_my_car leave_the_car put_the_car leave_it_car by_car come_by_car leave_my_bike drive_there driving park garage
        car vehicle automobile truck van suv
        ~ park parking garage car vehicle automobile truck van suv drive
        bus train tram closest_stop nearest_stop get_the_bus get_there_without_a_car do_not_drive not_drive no_car not_have_a_car without_a_car tube_station subway metro underground streetcar public_transport public_transit transit transport transportation rail railway light_rail commute
        ~ bus stop station line
        ~ ferry boat terminal pier harbor
        harbor harbour
        center centre
        elevator lift escalator stairs staircase
        wheelchair accessible step_free_access stair_free steps_free get_up_the_stairs walking_frame zimmer_frame crutch rollator cane lame bad_legs accessibility disabled disability handicapped handicap mobility ramp step_free barrier_free walker crutches
        ~ wheelchair elevator ramp stairs
        stairs steps staircase
        email e_mail put_it_in_writing in_writing write_to write_you drop_you_a_line send_it_to where_do_i_send message_online email_address mail_address mail write electronic_mail contact_by_email @email
        website web_page web_address online_presence on_the_internet on_the_web look_you_up web site online internet web_page webpage homepage url @url
        ~ email online website contact
        phone telephone phone_number telephone_number contact_number @phone
        ~ phone call ring mobile cell number
        contact reach get_in_touch get_hold
        pay payment card cash plastic credit_card debit_card debit visa mastercard amex american_express by_check cheque bill invoice apple_pay google_pay contactless credit
        ~ pay accept
        instalment installment split_it split_it_up split_the_bill split_up split_the_payment few_month over_month bit_by_bit all_at_once pay_later in_stages part_payment charge_interest monthly financing finance payment_plan pay_over_time spread credit_plan pay_off pay_in_parts in_parts interest spread_out
        ~ instalment pay monthly month
        insurance insurer insured insure claim delta cigna_plan benefit covered cover_by my_plan through_work through_my_work through_my_job employer carrier claim_form in_network out_of_network coverage cover policy health_plan health_insurance medicare medicaid hmo ppo blue_cross aetna cigna reimbursement reimburse copay deductible plan
        discount deal offer special reduction coupon voucher promotion sale concession student_rate senior
        free gratis no_charge complimentary free_of_charge
        refund money_back return_policy reimbursed
        ~ refund return exchange
        deposit prepayment advance_payment down_payment upfront
        tax vat taxes
        tip gratuity
        book appointment come_in_next come_in_for set_something_up set_up get_a_time sign_me_up get_an_appointment schedule_a_visit schedule_something arrange_a_time find_a_time get_me_a_slot fix_a_date arrange_a_visit reserve reservation schedule booking slot make_an_appointment set_up_a_time fit_me_in schedule_me put_me_down pencil_me_in squeeze_me_in get_me_in
        ~ appointment see_a_doctor see_the_doctor see_a_dentist see_the_dentist
        cancel cancellation something_came_up something_come_up not_show_up not_turn_up do_not_show_up do_not_turn_up get_out_of_the_booking get_out_of_it trip_is_off pull_out_of bail back_out put_off push_my_appointment push_it_back push_back_to other_day another_day different_day call_it_off swap_my_appointment can_not_make_it will_not_make_it can_not_make not_make_it can_not_come not_be_able_to_come call_off move reschedule postpone change rebook shift change_my_appointment push_back rearrange skip
        ~ miss cancel no_show late short_notice
        wait waiting queue line_up wait_time waiting_list
        ~ wait available appointment soon
        walk_in without_an_appointment just_turn_up show_up
        new_patient new_customer never_been_to_you not_been_before never_been_there first_timer just_moved just_moved_here moved_here not_registered room_for_us room_for_me looking_for_a_dentist looking_for_a_doctor take_me_on take_us_on new_client become_a_patient become_a_client become_a_customer new_people new_person first_visit first_time never_been register registration join sign_up new_member accepting_new taking_new newcomer
        patient client customer
        first initial
        emergency urgent after_hour middle_of_the_night straight_away as_soon_as_possible urgently emergencies immediately right_away after_hours out_of_hours accident asap
        pain unbearable killing_me kill_me throb injure injury wound bump jaw suffer can_not_sleep bleed bleeding ache hurt sore toothache painful hurting aching throb throbbing agony swollen swelling headache stomachache discomfort tender
        ~ pain emergency urgent after_hour middle_of_the_night same_day straight_away as_soon_as_possible bleed
        break broken crack piece_gone piece_of_tooth is_gone fall_off fell_off crumble loose wobbly bust knock_out chip fracture snap shatter damaged smash knocked knock_out chipped cracked split fell_out fall_out came_off come_off
        bleed bleeding blood
        hospital clinic er emergency_room
        night evening after_dark overnight
        tooth teeth dental dentist dentistry
        ~ tooth molar incisor canine oral mouth gum
        doctor dr treat_me treating_me see_me_doctor look_after_me physician dentist specialist practitioner surgeon
        ~ doctor who staff team @person
        staff team employee personnel crew who_works dentists doctors colleague
        manager boss owner head supervisor in_charge run_the_place run_the_business run_the_company
        owner proprietor who_own founder belong_to family_run family_owned
        have_a_look take_a_look
        ~ wait waiting_time how_soon how_quickly how_long @duration
        how_far distance radius far_out far_away
        ~ how_far distance area travel cover mile kilometer kilometre region
        call_out come_out_to_me come_over come_round come_around send_somebody send_someone send_a home_visit house_call come_to_my_house come_to_my_home
        check_up once_over exam examination checkup inspection assessment check inspect looked_at general_exam routine
        ~ check_up exam look_at look_over
        x_ray xray radiograph scan imaging
        clean cleaning polish hygiene wash scrub scale hygienist tartar plaque
        filling cavity fill decay hole caries
        whiten make_them_white bright white_teeth white_smile bleach brighten whitening bleaching white whiter brightening stain yellow
        crown cap
        root_canal nerve endodontic
        brace orthodontic orthodontist straighten align invisalign retainer crooked aligner
        implant denture bridge
        extract extraction pull pull_out remove removal taken_out
        refer referral recommend
        service treatment rundown run_down_of kind_of_thing sort_of_thing thing_you_do things_do what_all specialize specialise specialty speciality offer procedure provide what_do_you_do what_can_you_do kind_of_work care therapy
        product item goods merchandise stock inventory sell carry range selection
        child kid little_girl little_boy tot grandkid small_one baby toddler infant son daughter boy girl children year_old youngster teenager little_one juvenile pediatric paediatric grandchild grandson granddaughter
        age old year_old young too_young minimum_age
        ~ child age young old year_old
        adult grown_up
        senior elderly pensioner retired
        student pupil
        family household
        language tongue english_no_good espanol interpret translate habla italiano deutsch francais understand_spanish language_speak speak fluent spanish portuguese english french german chinese italian arabic bilingual translator interpreter mandarin russian hindi polish_speaker
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
        dye tint highlight blonde grey gray brunette redhead color colour
        bride bridal wedding marry married wedding_day
        injection inject vaccinate vaccine vaccination shot jab needle
        neuter spay castrate sterilize fixed
        chip microchip
        vet veterinarian veterinary
        tablet pill medicine medication prescription drug refill
        run_out repeat refill
        kibble food feed
        puppy dog
        kitten cat tomcat
        parrot bird budgie canary
        snake lizard reptile turtle tortoise
        chef cook cooking
        terrace outside outdoor open_air sit_outside patio garden
        meat vegetarian meatless vegan not_eat_meat
        peanut nut allergy
        coeliac celiac gluten gluten_free
        up_front upfront deposit
        celebrate party birthday anniversary
        host cater party wedding
        room_to_ourselves private
        set_menu menu
        midday noon lunch lunchtime
        brekkie breakfast
        work_out gym exercise fitness
        get_online wifi wi_fi internet
        hold_my_bag bag luggage suitcase hold_on_to_my_bag
        one_person single
        for_two double two_people
        table seat
        guest people
        collect pick_up takeaway takeout take_away carry_out
        voucher gift_card gift_certificate present_certificate
        ahead advance beforehand
        lady woman women female
        gentleman man men male
        ladies women
        old elderly
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
